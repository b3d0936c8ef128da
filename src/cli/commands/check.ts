import { UsageError } from '../../domain/usage-error.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Finding } from '../../domain/finding.ts';
import { check } from '../../pipeline/check.ts';
import { renderFindings, FINDINGS_FORMATS } from '../../report/findings/render.ts';
import { relaxedSince } from '../base-policy.ts';
import { emit } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFor } from '../load-policy.ts';
import { logDiagnostics, readVoice } from '../log.ts';
import { parseOutputs } from '../outputs.ts';
import { unprovenObligations } from '../unproven-obligations.ts';
import { pathInRepository } from '../path-in-repository.ts';
import { readBase, readSubject, isInventoryFile, rootOfSubject } from '../read-subject.ts';
import { policyLines, sourceLines } from '../source-lines.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import { version } from '../version.ts';
import type { CheckFlags } from '../flags/check.ts';

const EXIT_OF: Readonly<Record<0 | 1 | 3, ExitCode>> = { 0: EXIT.ok, 1: EXIT.violation, 3: EXIT.incomplete };

/** The gate: judges a directory, snapshot or SBOM. */
export async function checkCommand(path: string, flags: CheckFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const outputs = parseOutputs(flags.output.length === 0 ? ['text'] : flags.output, FINDINGS_FORMATS);
  const failOn = readFailOn(flags.failOn);
  const today = judgementDate(flags.today, terminal.env, new Date());
  // The policy first: nobody waits for a scan to learn that the policy has a typing error.
  const place = rootOfSubject(path, terminal);
  const inForce = policyFor(path, { today, ...(flags.policy !== undefined && { file: flags.policy }) }, voice, terminal);
  const { policy, categories, matrix } = inForce;
  const snapshot: Snapshot = await readSubject(path, flags, voice, terminal);
  const base = flags.base === undefined ? undefined : await readBase(flags.base, path, flags, terminal);
  const relaxed =
    flags.base === undefined || base === undefined || isInventoryFile(flags.base, terminal)
      ? []
      : await relaxedSince({ inForce, directory: place, ref: flags.base, today }, terminal);
  const unproven = isInventoryFile(path, terminal) ? undefined : await unprovenObligations(policy.obligations, place);
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  const { judgement, decision } = check({
    snapshot,
    policy,
    problems: [...inForce.problems, ...relaxed],
    categories,
    matrix,
    today,
    ...(unproven !== undefined && { unproven }),
    ...(base !== undefined && { base }),
    gate: { ...(failOn !== undefined && { failOn }), all: flags.all === true },
  });
  const sourceLine = sourceLines(place, terminal.cwd);
  const failing: ReadonlySet<Finding> = new Set(decision.failing);
  const root = pathInRepository(place);
  const report = {
    judgement,
    failing,
    sourceLine,
    policyLine: policyLines(terminal.cwd),
    style: voice.outStyle,
    verbose: voice.verbose,
    version: version(),
    ...(root !== undefined && { root }),
  };
  for (const output of outputs) emit(output, renderFindings(output.format, report), terminal);
  return EXIT_OF[decision.exitCode];
}

function readFailOn(text: string | undefined): 'deny' | 'review' | 'never' | undefined {
  if (text === undefined || text === 'deny' || text === 'review' || text === 'never') return text;
  throw new UsageError(`unknown \`--fail-on ${text}\``, 'one of deny, review, never');
}
