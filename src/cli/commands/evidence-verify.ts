import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { loadPack } from '../../io/evidence/pack-store.ts';
import { verifyPack } from '../../pipeline/evidence/verify.ts';
import { renderVerification } from '../evidence/render-verification.ts';
import { readPublicKey } from '../evidence/signer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import type { EvidenceVerifyFlags } from '../flags/evidence.ts';

/** Checks a pack, offline. Exit 1 when anything is not as it was. */
export async function evidenceVerifyCommand(pack: string, flags: EvidenceVerifyFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.format !== 'text' && flags.format !== 'json')
    throw new UsageError(`unknown format \`${flags.format}\``, 'one of text, json');
  const voice = readVoice(flags, terminal);
  const key = flags.key === undefined ? undefined : readPublicKey(flags.key, terminal);
  const { contents, problems } = loadPack(resolve(terminal.cwd, pack), pack);
  const verified = await verifyPack(contents, key);
  const container = problems.map((problem) => ({
    path: problem.split(':')[0] ?? '',
    what: problem.slice(problem.indexOf(':') + 1).trim(),
  }));
  const result = { ...verified, problems: [...container, ...verified.problems] };
  if (flags.format === 'json')
    terminal.out(`${JSON.stringify({ schema: 'licet-evidence-verification/1', ...result }, null, 2)}\n`);
  else terminal.out(renderVerification(result, { style: voice.outStyle, pack, version: version() }));
  return result.problems.length === 0 ? EXIT.ok : EXIT.violation;
}
