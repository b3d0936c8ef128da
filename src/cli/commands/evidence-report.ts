import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { derive } from '../../evidence/pack/derive.ts';
import { loadPack } from '../../io/evidence/pack-store.ts';
import { writeOutput } from '../../io/write-output.ts';
import { readPackOrExplain } from '../evidence/read-pack.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { EvidenceReportFlags } from '../flags/evidence.ts';

/** Prints the report of a pack for one audience, made again from its facts. */
export async function evidenceReportCommand(pack: string, flags: EvidenceReportFlags, terminal: Terminal): Promise<ExitCode> {
  const endings: Readonly<Record<string, string>> = { markdown: 'md', html: 'html' };
  const ending = Object.hasOwn(endings, flags.format) ? endings[flags.format] : undefined;
  if (ending === undefined) throw new UsageError(`unknown format \`${flags.format}\``, 'one of markdown, html');
  const { contents } = loadPack(resolve(terminal.cwd, pack), pack);
  const { facts, rules } = await readPackOrExplain(contents, pack);
  const audience = rules.audiences.find(({ id }) => id === flags.for);
  if (audience === undefined)
    throw new UsageError(`there is no audience \`${flags.for}\``, `one of ${rules.audiences.map(({ id }) => id).join(', ')}`);
  const { files } = derive(facts, { ...rules, audiences: [audience] });
  const bytes = files.find(({ path }) => path === `reports/${audience.id}.${ending}`)?.bytes ?? new Uint8Array();
  const text = Buffer.from(bytes).toString('utf8');
  if (flags.out === undefined) terminal.out(text);
  else writeOutput(resolve(terminal.cwd, flags.out), [text]);
  return EXIT.ok;
}
