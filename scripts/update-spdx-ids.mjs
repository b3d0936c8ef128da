// Writes rules/spdx-ids.json from the npm packages `spdx-license-ids` (CC0-1.0) and `spdx-exceptions` (CC-BY-3.0).
// Run: node scripts/update-spdx-ids.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// What the SPDX license list says to write instead of a deprecated id (its "obsoleted by" notes).
// An id without a row is deprecated and has no single successor.
const REPLACEMENTS = {
  'BSD-2-Clause-FreeBSD': 'BSD-2-Clause-Views',
  'BSD-2-Clause-NetBSD': 'BSD-2-Clause',
  'GPL-2.0-with-GCC-exception': 'GPL-2.0-only WITH GCC-exception-2.0',
  'GPL-2.0-with-autoconf-exception': 'GPL-2.0-only WITH Autoconf-exception-2.0',
  'GPL-2.0-with-bison-exception': 'GPL-2.0-only WITH Bison-exception-2.2',
  'GPL-2.0-with-classpath-exception': 'GPL-2.0-only WITH Classpath-exception-2.0',
  'GPL-2.0-with-font-exception': 'GPL-2.0-only WITH Font-exception-2.0',
  'GPL-3.0-with-GCC-exception': 'GPL-3.0-only WITH GCC-exception-3.1',
  'GPL-3.0-with-autoconf-exception': 'GPL-3.0-only WITH Autoconf-exception-3.0',
  Nunit: 'zlib-acknowledgement',
  'StandardML-NJ': 'SMLNJ',
  'bzip2-1.0.5': 'bzip2-1.0.6',
  'eCos-2.0': 'GPL-2.0-or-later WITH eCos-exception-2.0',
  wxWindows: 'LGPL-2.0-or-later WITH WxWindows-exception-3.1',
};

const byCodeUnit = (a, b) => (a < b ? -1 : 1);
const current = require('spdx-license-ids');
const deprecated = require('spdx-license-ids/deprecated');
const known = new Set(current);

const replacementOf = (id) => REPLACEMENTS[id] ?? (known.has(`${id}-only`) ? `${id}-only` : null);

const data = {
  $comment: 'Made by scripts/update-spdx-ids.mjs; do not edit. License ids: CC0-1.0; exception ids: CC-BY-3.0, see NOTICE.',
  sources: [
    `spdx-license-ids ${require('spdx-license-ids/package.json').version}`,
    `spdx-exceptions ${require('spdx-exceptions/package.json').version}`,
  ],
  licenses: current.toSorted(byCodeUnit),
  deprecated: Object.fromEntries(deprecated.toSorted(byCodeUnit).map((id) => [id, replacementOf(id)])),
  exceptions: require('spdx-exceptions').toSorted(byCodeUnit),
  deprecatedExceptions: require('spdx-exceptions/deprecated').toSorted(byCodeUnit),
};

writeFileSync(new URL('../rules/spdx-ids.json', import.meta.url), `${JSON.stringify(data, null, 1)}\n`);
