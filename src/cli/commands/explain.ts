import { UsageError } from '../../domain/usage-error.ts';
import { closest } from '../../domain/closest.ts';
import type { Component } from '../../domain/component.ts';
import { parsePurl, withoutVersion } from '../../domain/purl.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { renderExplanation } from '../../report/explanation.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFor } from '../load-policy.ts';
import { readVoice } from '../log.ts';
import { readSubject } from '../read-subject.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { ExplainFlags } from '../flags/explain.ts';

/** Everything about one component: uses and paths, claims about its license, verdicts with the lines that decide. */
export async function explainCommand(what: string, path: string, flags: ExplainFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const most = readPaths(flags.paths);
  const today = judgementDate(flags.today, terminal.env, new Date());
  const { policy, categories, matrix } = policyFor(
    path,
    { today, ...(flags.policy !== undefined && { file: flags.policy }) },
    voice,
    terminal,
  );
  const snapshot = await readSubject(path, flags, voice, terminal);
  const named = new Set(findComponents(what, snapshot));
  const judgement = evaluate(snapshot, policy, {
    today,
    categories,
    matrix,
    always: (component) => named.size === 0 || named.has(component),
  });
  // a finding is named by the first digits of its id, like a commit
  const byFinding = judgement.findings.filter((finding) => /^[0-9a-f]{8,64}$/.test(what) && finding.id.startsWith(what));
  const wanted = new Set([...named].map((component) => component.id).concat(byFinding.map((finding) => finding.component.id)));
  const components = snapshot.components.filter((component) => wanted.has(component.id));
  if (components.length === 0) throw nothingCalled(what, snapshot);
  for (const component of components) {
    const findings = judgement.findings.filter((finding) => finding.component.id === component.id);
    terminal.out(renderExplanation(component, { snapshot, findings, mostPaths: most, style: voice.outStyle }));
  }
  return EXIT.ok;
}

function findComponents(what: string, snapshot: Snapshot): Component[] {
  const purl = what.startsWith('pkg:') ? parsePurl(what) : undefined;
  const at = what.lastIndexOf('@');
  const [name, version] = at > 0 ? [what.slice(0, at), what.slice(at + 1)] : [what, undefined];
  return snapshot.components.filter((component) => {
    if (purl !== undefined)
      return component.purl !== undefined && (component.purl === purl || withoutVersion(component.purl) === purl);
    if (component.name === what || component.id === what || component.aliases?.includes(what) === true) return true;
    return version !== undefined && component.name === name && component.version === version;
  });
}

function nothingCalled(what: string, snapshot: Snapshot): UsageError {
  const near = closest(what, [...new Set(snapshot.components.map((component) => component.name))]);
  return new UsageError(
    `nothing here is called \`${what}\``,
    near === undefined ? '`licet scan` lists what there is' : `did you mean \`${near}\`?`,
  );
}

function readPaths(text: string): number {
  if (text === 'all') return Number.POSITIVE_INFINITY;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`\`--paths ${text}\` is not a count`, 'write a number, or `all`');
  return count;
}
