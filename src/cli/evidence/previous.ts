import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import type { HistoryLine } from '../../evidence/history/history.ts';
import { today } from '../../evidence/history/trend.ts';
import { sha256Of } from '../../evidence/json.ts';
import { derive } from '../../evidence/pack/derive.ts';
import { MANIFEST } from '../../evidence/pack/pack-file.ts';
import { loadPack } from '../../io/evidence/pack-store.ts';
import { readPack } from '../../pipeline/evidence/read-pack.ts';
import { verifyPack } from '../../pipeline/evidence/verify.ts';
import type { Terminal } from '../terminal.ts';

/**
 * What the pack before hands on: its history, and the line that it adds itself.
 * @throws UsageError when it is not what it was: a chain must not start from a broken link
 */
export async function readPrevious(
  path: string,
  judgedOn: string,
  terminal: Terminal,
): Promise<{ historyText: string; line: Omit<HistoryLine, 'schema' | 'prev'> }> {
  const { contents, problems } = loadPack(resolve(terminal.cwd, path), path);
  const verified = await verifyPack(contents, undefined);
  const wrong = [...problems, ...verified.problems.map((problem) => `${problem.path}: ${problem.what}`)];
  if (wrong.length > 0)
    throw new UsageError(
      `the pack \`${path}\` is not what it was: ${wrong.slice(0, 3).join('; ')}`,
      `see \`licet evidence verify ${path}\``,
    );
  const { facts, rules } = await readPack(contents);
  if (facts.judgedOn >= judgedOn)
    throw new UsageError(
      `the pack \`${path}\` is of ${facts.judgedOn}, which is not before ${judgedOn}`,
      'name the pack before this one',
    );
  const { metrics } = derive(facts, rules);
  const history = contents.get('history/history.jsonl');
  return {
    historyText: history === undefined ? '' : Buffer.from(history).toString('utf8'),
    line: {
      pack: rules.pack,
      manifestSha256: sha256Of(contents.get(MANIFEST) ?? new Uint8Array()),
      policySha256: facts.policy.sha256,
      metrics,
      ...today(facts),
    },
  };
}
