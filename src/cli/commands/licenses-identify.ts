import { escapeControls } from '../../domain/escape-controls.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { cacheFolder, openIdentificationStore } from '../../io/identification-store.ts';
import { loadLicenseIndex } from '../../io/license-index.ts';
import { withCache } from '../../licenses/detect/cache.ts';
import { createIdentifier } from '../../licenses/detect/identify.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { identifyFiles, type IdentifiedFile } from '../identify-files.ts';
import { logDiagnostics, readVoice } from '../log.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import type { IdentifyFlags } from '../flags/licenses.ts';

/** `licet licenses identify PATH…`: what the texts say about their license. Every file gets its row. */
export async function licensesIdentifyCommand(
  paths: readonly string[],
  flags: IdentifyFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const render = Object.hasOwn(renderers, flags.format) ? renderers[flags.format] : undefined;
  if (render === undefined) throw new UsageError(`unknown format \`${flags.format}\``, 'use `table`, `json` or `jsonl`');
  const voice = readVoice(flags, terminal);
  const index = loadLicenseIndex();
  const plain = createIdentifier(index);
  const store = flags.cache
    ? openIdentificationStore(cacheFolder(flags.cacheDir, terminal.env), `${version()}-${index.version}`)
    : undefined;
  const identifier = store === undefined ? plain : withCache(plain, store);
  const rows: IdentifiedFile[] = [];
  const problems = await identifyFiles(paths, identifier, (row) => {
    if (flags.format === 'jsonl') terminal.out(render([row]));
    else rows.push(row);
  });
  if (flags.format !== 'jsonl') terminal.out(render(rows));
  store?.save();
  logDiagnostics(problems, voice, terminal);
  return problems.some(({ severity }) => severity === 'error') ? EXIT.incomplete : EXIT.ok;
}

const renderers: Readonly<Record<string, (rows: readonly IdentifiedFile[]) => string>> = {
  table: (rows) => rows.map((row) => renderRow(row)).join(''),
  json: (rows) => `${JSON.stringify(rows.map(published), undefined, 2)}\n`,
  jsonl: (rows) => rows.map((row) => `${JSON.stringify(published(row))}\n`).join(''),
};

/** A row as `licet-identification/1`. */
function published(row: IdentifiedFile): object {
  return { schema: 'licet-identification/1', ...row };
}

function renderRow({ path, expression, detections, nearest, skipped }: IdentifiedFile): string {
  const near =
    nearest === undefined
      ? (skipped ?? 'no license found')
      : `nearest ${nearest.expression} at ${nearest.score.toFixed(2)} (${nearest.reason})`;
  const lines = detections.map(
    (detection) =>
      `  ${detection.expression}  ${detection.matcher}  ${detection.path === undefined ? '' : `${escapeControls(detection.path)} `}lines ${detection.lines.join('-')}  score ${detection.score.toFixed(2)}\n`,
  );
  return `${escapeControls(path)}  ${expression ?? near}\n${lines.join('')}`;
}
