import type { Finding, Judgement } from '../domain/finding.ts';
import { parsePurl, withoutVersion } from '../domain/purl.ts';
import type { Policy } from './model.ts';

export interface ComparedJudgement extends Judgement {
  /** Open findings of the base that are gone. */
  readonly fixed: readonly Finding[];
}

/**
 * Marks what is new against a base that was judged by the same policy. A version bump keeps the identity of a finding,
 * a license or scope change does not; an expired waiver is new whatever the base says.
 */
export function compareJudgements(head: Judgement, base: Judgement, by: CompareBy = 'finding'): ComparedJudgement {
  const keyOf = by === 'finding' ? (finding: Finding): string => finding.id : packageKey;
  const before = new Map(base.findings.filter((finding) => finding.state === 'open').map((finding) => [keyOf(finding), finding]));
  const now = new Set(head.findings.map(keyOf));
  const findings = head.findings.map((finding): Finding => {
    const isNew = finding.code === 'LIC007' || !before.has(keyOf(finding));
    return { ...finding, isNew };
  });
  return { ...head, findings, fixed: [...before.values()].filter((finding) => !now.has(keyOf(finding))) };
}

/**
 * `finding`: by their ids. `package`: by package and license alone, for a base that does not know the projects of the head,
 * such as the SBOM of another tool.
 */
export type CompareBy = 'finding' | 'package';

function packageKey({ component, expression }: Finding): string {
  const purl = component.purl === undefined ? undefined : parsePurl(component.purl);
  return `${purl === undefined ? component.name : withoutVersion(purl)}\n${expression}`;
}

export interface GateOptions {
  /** Goes before the policy's `gate.failOn`. */
  readonly failOn?: Policy['gate']['failOn'];
  /** Old findings fail too, whatever `gate.new` says. */
  readonly all?: boolean;
}

export interface GateDecision {
  /** 0 pass, 1 policy violation, 3 incomplete; 1 wins over 3. Usage errors (2) never come this far. */
  readonly exitCode: 0 | 1 | 3;
  readonly failing: readonly Finding[];
  readonly failOn: Policy['gate']['failOn'];
  readonly incomplete: boolean;
}

/** Pass or fail, from the judgement alone. */
export function decideGate(judgement: Judgement, gate: Policy['gate'], options: GateOptions = {}): GateDecision {
  const failOn = options.failOn ?? gate.failOn;
  const all = options.all === true || gate.new === 'all';
  const failing = judgement.findings.filter(
    (finding) =>
      finding.state === 'open' &&
      (failOn === 'review'
        ? finding.verdict !== 'allow'
        : failOn === 'deny' && (finding.verdict === 'deny' || finding.code === 'LIC007')) &&
      (all || finding.isNew !== false),
  );
  const incomplete = !judgement.complete && gate.incomplete !== 'warn';
  return { exitCode: failing.length > 0 ? 1 : incomplete ? 3 : 0, failing, failOn, incomplete };
}
