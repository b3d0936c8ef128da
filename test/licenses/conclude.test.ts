import { describe, expect, it } from 'vitest';
import type { LicenseMethod, SpdxExpression } from '../../src/domain/license.ts';
import { toExpression } from '../../src/domain/spdx-expression.ts';
import { loadLicenseAliases } from '../../src/io/license-rules.ts';
import { conclude } from '../../src/licenses/conclude.ts';
import { toDeclaration } from '../../src/licenses/declared-evidence.ts';
import { agreementOf } from '../../src/licenses/same-terms.ts';

const aliases = loadLicenseAliases();
const location = { root: 'tree', path: 'package.json' } as const;
const spdx = (text: string): SpdxExpression => toExpression(text) as SpdxExpression;

/** `declared` may be a text, or a list; `detected` are the licenses of files. */
function concluded(given: {
  declared?: (string | string[])[];
  detected?: string[];
  type?: string;
  method?: LicenseMethod;
  onDisk?: boolean;
}): unknown {
  const declarations = (given.declared ?? []).map((item) =>
    toDeclaration(
      { method: 'manifest-field', raw: String(item), ...(Array.isArray(item) && { list: item }), location },
      given.type ?? 'npm',
      aliases,
    ),
  );
  const detections = (given.detected ?? []).map((text) => ({
    isNotice: false,
    ...(text !== '?' && { expression: spdx(text) }),
    evidence: [
      {
        role: 'detected' as const,
        method: given.method ?? ('license-text' as const),
        raw: text,
        ...(text !== '?' && { expression: spdx(text) }),
        location,
      },
    ],
  }));
  const result = conclude({ declarations, detections, onDisk: given.onDisk ?? true, data: aliases.data }).concluded;
  if (result.status === 'concluded') return `${result.expression} (${result.rule}: ${result.basis.join()})`;
  if (result.status === 'conflict') return `conflict: ${result.candidates.join(' | ')}`;
  return result.status === 'none' ? 'none' : result.reason;
}

it('an address beside a name that says too little says which license it is', () => {
  const read = (raw: string, url: string): unknown =>
    toDeclaration({ method: 'manifest-field', raw, urls: [url], location }, 'maven', aliases).evidence.expression;
  const address = 'http://www.gnu.org/licenses/old-licenses/lgpl-2.1.html';
  expect(read('GNU Lesser General Public License', address)).toBe('LGPL-2.1-only');
  expect(read('GNU Lesser General Public License, or any later version', address)).toBeUndefined();
  expect(read('MIT', address)).toBe('MIT');
});

describe('conclude', () => {
  it.each([
    ['one declaration', { declared: ['MIT'] }, 'MIT (declared: 0)'],
    ['both say the same', { declared: ['MIT'], detected: ['MIT'] }, 'MIT (declared-and-detected: 0,1)'],
    [
      'a text that lists works of others beside the declared one',
      { declared: ['MIT'], detected: ['MIT AND BSD-3-Clause AND EPL-2.0'] },
      'MIT (declared-with-further-terms: 0,1)',
    ],
    [
      'a permissive text of its own beside the declared one',
      { declared: ['MIT'], detected: ['MIT', 'ISC'] },
      'MIT (declared-with-further-terms: 0,1,2)',
    ],
    [
      'a copyleft text of its own beside the declared one',
      { declared: ['MIT'], detected: ['MIT', 'EPL-2.0'] },
      'conflict: MIT | MIT AND EPL-2.0',
    ],
    [
      'strong copyleft in the text of the declared one',
      { declared: ['MIT'], detected: ['MIT AND GPL-2.0-only'] },
      'conflict: MIT | MIT AND GPL-2.0-only',
    ],
    ['the text of another license only', { declared: ['Apache-2.0'], detected: ['MIT'] }, 'conflict: Apache-2.0 | MIT'],
    [
      'a part that is offered under a choice',
      { declared: ['MIT'], detected: ['MIT AND (GPL-2.0-only OR BSD-3-Clause)'] },
      'MIT (declared-with-further-terms: 0,1)',
    ],
    [
      'documentation under terms of its own',
      { declared: ['MIT'], detected: ['MIT', 'CC-BY-4.0'] },
      'MIT (declared-with-further-terms: 0,1,2)',
    ],
    ['the first license of a stack', { declared: ['PSF-2.0'], detected: ['Python-2.0.1'] }, 'PSF-2.0 (declared: 0)'],
    ['only texts', { detected: ['MIT', 'ISC'] }, 'MIT AND ISC (detected: 0,1)'],
    ['a file that offers a choice', { detected: ['MIT OR Apache-2.0', 'ISC'] }, '(MIT OR Apache-2.0) AND ISC (detected: 0,1)'],
    ['a text that nobody can name beside a declaration', { declared: ['MIT'], detected: ['?'] }, 'MIT (declared: 0)'],
    [
      'one branch of a choice has its text',
      { declared: ['MIT OR Apache-2.0'], detected: ['MIT'] },
      'MIT OR Apache-2.0 (declared-and-detected: 0,1)',
    ],
    [
      'both branches have theirs',
      { declared: ['MIT OR Apache-2.0'], detected: ['MIT', 'Apache-2.0'] },
      'MIT OR Apache-2.0 (declared-and-detected: 0,1,2)',
    ],
    ['one part of several has its text', { declared: ['MIT AND ISC'], detected: ['MIT'] }, 'MIT AND ISC (declared: 0)'],
    ['declared MIT, text GPL', { declared: ['MIT'], detected: ['GPL-3.0-only'] }, 'conflict: MIT | GPL-3.0-only'],
    [
      'a text beyond the declaration',
      { declared: ['MIT'], detected: ['MIT', 'GPL-2.0-only'] },
      'conflict: MIT | MIT AND GPL-2.0-only',
    ],
    [
      'the GPL text does not say or-later',
      { declared: ['GPL-2.0-or-later'], detected: ['GPL-2.0-only'] },
      'GPL-2.0-or-later (declared-and-detected: 0,1)',
    ],
    [
      'a notice does',
      { declared: ['GPL-2.0-only'], detected: ['GPL-2.0-or-later'], method: 'license-header' as const },
      'conflict: GPL-2.0-only | GPL-2.0-or-later',
    ],
    [
      'LGPL-3.0 ships the GPL text too',
      { declared: ['LGPL-3.0-or-later'], detected: ['LGPL-3.0-only', 'GPL-3.0-only'] },
      'LGPL-3.0-or-later (declared-and-detected: 0,1,2)',
    ],
    [
      'an exception rests on its base text',
      { declared: ['GPL-2.0-only WITH Classpath-exception-2.0'], detected: ['GPL-2.0-only'] },
      'GPL-2.0-only WITH Classpath-exception-2.0 (declared-and-detected: 0,1)',
    ],
    ['MIT with the X11 sentence', { declared: ['MIT'], detected: ['X11'] }, 'MIT (declared-and-detected: 0,1)'],
    [
      'a name that says too little is filled by the text',
      { declared: ['BSD'], detected: ['BSD-3-Clause'] },
      'BSD-3-Clause (detected: 0,1)',
    ],
    ['and contradicted by another family', { declared: ['GPL'], detected: ['MIT'] }, 'conflict: MIT'],
    [
      'a pointer to a file is filled by the file',
      { declared: ['SEE LICENSE IN EULA.txt'], detected: ['ISC'] },
      'ISC (detected: 0,1)',
    ],
    ['UNLICENSED with an MIT text', { declared: ['UNLICENSED'], detected: ['MIT'] }, 'conflict: LicenseRef-npm-unlicensed | MIT'],
    ['two claims of one rank that differ', { declared: ['MIT', 'ISC'] }, 'conflict: MIT | ISC'],
    ['a maven list is a choice', { declared: [['MIT', 'Apache 2']], type: 'maven' }, 'MIT OR Apache-2.0 (declared-list: 0)'],
    [
      'a composer list is a choice',
      { declared: [['MIT', 'GPL-2.0-only']], type: 'composer' },
      'MIT OR GPL-2.0-only (declared-list: 0)',
    ],
    ['a gem list is unclear', { declared: [['MIT', 'Ruby']], type: 'gem' }, 'ambiguous-list'],
    ['an npm list is unclear', { declared: [['MIT', 'ISC']], detected: ['MIT'] }, 'ambiguous-list'],
    ['a list of one is that one', { declared: [['MIT', 'MIT License']] }, 'MIT (declared: 0)'],
    ['a list with an unreadable entry', { declared: [['MIT', 'whatever']], type: 'maven' }, 'unrecognised-evidence'],
    [
      'and texts do not tell whether such a list is a choice',
      { declared: [['EPL 2.0', 'whatever']], type: 'maven', detected: ['EPL-2.0', 'GPL-2.0-only'] },
      'unrecognised-evidence',
    ],
    [
      'nor does one name for two licenses',
      { declared: ['CDDL + GPLv2 with classpath exception'], type: 'maven', detected: ['CDDL-1.1', 'GPL-2.0-only'] },
      'unrecognised-evidence',
    ],
    [
      'one name of unknown meaning is filled by all texts',
      { declared: ['see the files, or any later ones'], detected: ['MIT', 'ISC'] },
      'MIT AND ISC (detected: 0,1,2)',
    ],
    ['NONE', { declared: ['NONE'] }, 'none'],
    ['something unreadable', { declared: ['as you like'] }, 'unrecognised-evidence'],
    ['nothing, files at hand', {}, 'no-evidence'],
    ['nothing, no files', { onDisk: false }, 'package-not-on-disk'],
  ])('%s', (_name, given, expected) => {
    expect(concluded(given)).toBe(expected);
  });
});

describe('agreementOf', () => {
  it.each([
    ['MIT AND (GPL-2.0-only OR ISC)', 'MIT AND ISC', 'agrees'],
    ['MIT AND (GPL-2.0-only OR ISC)', 'ISC', 'incomplete'],
    ['MIT', 'MIT OR GPL-2.0-only', 'agrees'],
    ['BSD-3-Clause', 'BSD-2-Clause', 'contradicts'],
  ])('%s with %s %s', (declared, detected, agreement) => {
    expect(agreementOf(spdx(declared), spdx(detected), false)).toBe(agreement);
  });
});
