import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { captureTerminal, type CapturedTerminal } from '../support/capture-terminal.ts';

export const DAYS = ['2026-08-03', '2026-09-07', '2026-11-16'] as const;

export interface Run {
  readonly code: number;
  readonly terminal: CapturedTerminal;
}

/** Runs licet in a directory, as on a day. */
export async function licet(cwd: string, argv: readonly string[], day: string = DAYS[2]): Promise<Run> {
  const terminal = captureTerminal({ cwd, env: { SOURCE_DATE_EPOCH: String(Date.parse(`${day}T00:00:00Z`) / 1000) } });
  return { code: await main(argv, terminal), terminal };
}

/** The example organization outside of any git repository; `remove` when done. */
export function acmeCopy(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'licet-acme-'));
  cpSync('fixtures/organizations/acme', join(root, 'acme'), { recursive: true });
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A pack of each day, one after the other; the last one signed when there is a key. */
export async function collectAll(root: string, more: readonly string[] = []): Promise<readonly string[]> {
  const packs: string[] = [];
  for (const day of DAYS) {
    const previous = packs.at(-1);
    const argv = ['evidence', 'collect', join('acme', day), '--out', `pack-${day}`, '-q'];
    if (previous !== undefined) argv.push('--previous', previous);
    if (day === DAYS[2]) argv.push(...more);
    const { code, terminal } = await licet(root, argv, day);
    if (code !== 0) throw new Error(`${terminal.stdout()}${terminal.stderr()}`);
    packs.push(`pack-${day}`);
  }
  return packs;
}
