import { closeSync, openSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isFailure } from '../../diagnostics/diagnostic.ts';
import { ECOSYSTEMS } from '../../ecosystems/list.ts';
import { openTree } from '../../io/open-tree.ts';
import { scan } from '../../pipeline/scan.ts';
import { renderCycloneDx } from '../../report/cyclonedx/render.ts';
import { renderSnapshot } from '../../report/snapshot.ts';
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
      progress: { stage: () => undefined, tick: () => undefined },
    },
  );
  for (const output of options.outputs) {
    const [format, file] = output.split('=', 2);
    const chunks =
      format === 'snapshot'
        ? renderSnapshot(snapshot)
        : await renderCycloneDx(snapshot, { format: format === 'cyclonedx-xml' ? 'xml' : 'json', specVersion: '1.6' });
    if (file === undefined) for (const chunk of chunks) terminal.out(chunk);
    else writeChunks(resolve(terminal.cwd, file), chunks);
  }
  for (const item of snapshot.diagnostics)
    terminal.err(`${item.severity} ${item.code} ${item.path ?? ''}:${item.line ?? ''} ${item.message}\n`);
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}

function writeChunks(path: string, chunks: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const chunk of chunks) writeFileSync(file, chunk);
  } finally {
    closeSync(file);
  }
}
