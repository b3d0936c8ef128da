import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isFailure } from '../../diagnostics/diagnostic.ts';
import { UsageError } from '../../domain/usage-error.ts';
import type { PackFile } from '../../evidence/pack.ts';
import { loadMaturityRules } from '../../io/maturity-rules.ts';
import { writeOutput } from '../../io/write-output.ts';
import { collectEvidence } from '../../pipeline/collect-evidence.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFor } from '../load-policy.ts';
import { logDiagnostics, readVoice } from '../log.ts';
import type { EvidenceCollectFlags } from '../program/evidence.ts';
import { readSubject } from '../read-subject.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';

/** Writes an evidence pack. A failing item is a fact, not a failure of this command; only an incomplete scan is (exit 3). */
export async function evidenceCollectCommand(path: string, flags: EvidenceCollectFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const out = resolve(terminal.cwd, flags.out);
  refuseFull(out, flags.out);
  const today = judgementDate(flags.today, terminal.env, new Date());
  const { policy, problems, categories } = policyFor(
    path,
    { today, ...(flags.policy !== undefined && { file: flags.policy }) },
    voice,
    terminal,
  );
  // Evidence must not depend on what happens to lie in the caches of one machine.
  const caches = flags.caches.length === 0 ? ['none'] : flags.caches;
  const snapshot = await readSubject(path, { ...flags, caches }, voice, terminal);
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  const judgement = evaluate(snapshot, policy, { today, categories, problems });
  const files = await collectEvidence({ snapshot, judgement, ...loadMaturityRules() });
  for (const file of files) writeOutput(join(out, file.path), [file.text]);
  terminal.out(renderWritten(files, flags.out));
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}

// A file left over from an earlier run would stand in the pack without being in its manifest.
function refuseFull(directory: string, shown: string): void {
  const stats = statSync(directory, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isDirectory() && readdirSync(directory).length === 0)) return;
  throw new UsageError(`\`${shown}\` is there and not an empty directory`, 'name a new directory for each pack');
}

function renderWritten(files: readonly PackFile[], out: string): string {
  const reports = files.filter((file) => file.role === 'report').map((file) => `  ${out}/${file.path}\n`);
  return `${files.length} files in ${out}, sealed by manifest.json. Read first:\n${reports.join('')}`;
}
