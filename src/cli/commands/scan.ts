import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isFailure } from '../../diagnostics/diagnostic.ts';
import { ECOSYSTEMS } from '../../ecosystems/list.ts';
import { loadLicenseAliases } from '../../io/license-rules.ts';
import { packageFilesOpener } from '../../io/package-files.ts';
import { openTree } from '../../io/open-tree.ts';
import { scan } from '../../pipeline/scan.ts';
import { renderCycloneDx } from '../../report/cyclonedx.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

export interface ScanOptions {
  readonly path: string;
  readonly outputs: readonly string[];
}

export async function scanCommand(options: ScanOptions, terminal: Terminal): Promise<number> {
  const snapshot = await scan(
    {
      path: resolve(terminal.cwd, options.path),
      ecosystems: ECOSYSTEMS,
      includeRoles: [],
      scanner: { name: 'licet', version: version() },
    },
    {
      open: openTree,
      caches: { get: () => undefined, used: () => [] },
      openPackageFiles: packageFilesOpener,
      licenseAliases: loadLicenseAliases,
      progress: { stage: () => undefined, tick: () => undefined },
    },
  );
  for (const output of options.outputs) {
    const [format, file] = output.split('=', 2);
    const text = format === 'snapshot' ? `${JSON.stringify(snapshot, null, 2)}\n` : renderCycloneDx(snapshot);
    if (file === undefined) terminal.out(text);
    else writeFileSync(resolve(terminal.cwd, file), text);
  }
  for (const item of snapshot.diagnostics)
    terminal.err(`${item.severity} ${item.code} ${item.path ?? ''}:${item.line ?? ''} ${item.message}\n`);
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}
