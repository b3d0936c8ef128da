import { createIdentifier } from '../../licenses/detect/identify.ts';
import type { Identification } from '../../licenses/detect/identification.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { loadLicenseIndex } from '../../io/license-index.ts';
import { readEnds } from '../../io/read-ends.ts';
import { HEAD_LIMIT, TAIL_LIMIT } from '../../licenses/detect/source-text.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

export interface IdentifyOptions {
  readonly files: readonly string[];
  readonly format: string;
}

interface Row extends Identification {
  readonly path: string;
}

/** `licet licenses identify FILE…`: what the texts say about their license. */
export async function licensesIdentifyCommand({ files, format }: IdentifyOptions, terminal: Terminal): Promise<number> {
  const render = renderers[format];
  if (render === undefined) throw new UsageError(`unknown format \`${format}\``, 'use `table`, `json` or `jsonl`');
  const identifier = createIdentifier(loadLicenseIndex());
  const rows: Row[] = [];
  let failed = false;
  for (const path of files) {
    const content = readEnds(path, HEAD_LIMIT, TAIL_LIMIT);
    if (content === undefined) {
      terminal.err(`error: cannot read \`${path}\`\n`);
      failed = true;
      continue;
    }
    const row = { path, ...identifier.identify(content, { path }) };
    if (format === 'jsonl') terminal.out(render([row]));
    else rows.push(row);
  }
  if (format !== 'jsonl') terminal.out(render(rows));
  return failed ? EXIT.incomplete : EXIT.ok;
}

const renderers: Readonly<Record<string, (rows: readonly Row[]) => string>> = {
  table: (rows) => rows.map(renderRow).join(''),
  json: (rows) => `${JSON.stringify(rows, undefined, 2)}\n`,
  jsonl: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
};

function renderRow({ path, expression, detections, nearest }: Row): string {
  const near =
    nearest === undefined
      ? 'no license found'
      : `nearest ${nearest.expression} at ${nearest.score.toFixed(2)} (${nearest.reason})`;
  const lines = detections.map(
    (detection) =>
      `  ${detection.expression}  ${detection.matcher}  lines ${detection.lines.join('-')}  score ${detection.score.toFixed(2)}\n`,
  );
  return `${path}  ${expression ?? near}\n${lines.join('')}`;
}
