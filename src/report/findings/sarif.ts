import type { Finding, PolicyFinding } from '../../domain/finding.ts';
import { renderJsonRecord } from '../json-text.ts';
import { sha256, withFingerprints } from './fingerprints.ts';
import { aggregateFindings, MOST_RESULTS, type FindingGroup } from './sarif-aggregate.ts';
import { toSarifRules } from './sarif-rules.ts';
import { physicalLocation, relatedLocations, type SarifLocation } from './sarif-locations.ts';
import { sarifText } from './sarif-text.ts';
import { firstPathPhrase, packageName, rulePhrase } from './phrases.ts';
import { isRemark, openFindings, waivedFindings, type FindingsOptions, type ReportedJudgement } from './reported.ts';

export interface SarifOptions extends FindingsOptions {
  /** The version of licet. */
  readonly version?: string;
  /**
   * Also write findings of the base that are gone, with `baselineState: absent`. Off by default: GitHub does not read
   * `baselineState` and would open an alert for what was just fixed. Their ids are always in the properties of the run.
   */
  readonly absent?: boolean;
}

type BaselineState = 'new' | 'unchanged' | 'absent';

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: BaselineState;
  readonly suppressions?: readonly unknown[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * SARIF 2.1.0 with what GitHub code scanning keeps of it: at most 5,000 results (beyond that one per package, then the worst), a
 * fingerprint for every result, and paths below `%SRCROOT%`.
 */
export function renderSarif(judgement: ReportedJudgement, options: SarifOptions = {}): Iterable<string> {
  const { rules, indexOf } = toSarifRules(judgement);
  const problems = judgement.policyProblems.slice(0, MOST_PROBLEMS);
  const listed = [...openFindings(judgement), ...waivedFindings(judgement)];
  const { groups, total, omitted } = aggregateFindings(listed, MOST_RESULTS - problems.length);
  const room = MOST_RESULTS - problems.length - groups.length;
  const gone = options.absent === true ? (judgement.fixed ?? []).slice(0, room) : [];
  const shown = [...groups, ...gone.map((finding) => ({ id: finding.id, uses: [finding] as const }))];
  const results = [
    ...withFingerprints(shown).map(({ item, nth }, at): SarifResult => {
      const [finding] = item.uses;
      const state = at < groups.length ? baselineState(finding) : 'absent';
      return toResult({ ...item, nth, options, ruleIndex: indexOf(finding.code), state });
    }),
    ...problems.map((problem) => toPolicyResult(problem, indexOf(problem.code))),
  ];
  const run = {
    tool: { driver: toDriver(options.version, rules) },
    automationDetails: { id: 'licet/' },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: judgement.complete,
        toolExecutionNotifications: judgement.incomplete.slice(0, 1000).map((file) => toNotification(file, options)),
      },
    ],
    properties: {
      policySha256: judgement.policy.sha256,
      judgedOn: judgement.judgedOn,
      findings: total,
      findingsOmitted: omitted,
      fixed: (judgement.fixed ?? []).map(({ id }) => id).slice(0, 1000),
    },
    results,
  };
  return renderJsonRecord({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

function toDriver(version: string | undefined, rules: readonly unknown[]): unknown {
  return { name: 'licet', ...(version !== undefined && { version, semanticVersion: version }), rules };
}

// A policy file with more lints than that has other problems.
const MOST_PROBLEMS = 500;

interface ResultParts extends FindingGroup {
  readonly nth: number;
  readonly options: SarifOptions;
  readonly ruleIndex: number;
  readonly state: BaselineState | undefined;
}

function toResult({ id, uses, nth, options, ruleIndex, state }: ResultParts): SarifResult {
  const [finding] = uses;
  const related = relatedLocations(finding, uses, options.root);
  return {
    ruleId: finding.code,
    ruleIndex,
    level: levelOf(finding, state),
    message: { text: messageOf(finding, uses) },
    locations: [placeOf(finding, options)],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: fingerprintsOf(id, nth),
    ...(state !== undefined && { baselineState: state }),
    ...(finding.state === 'waived' && { suppressions: [suppressionOf(finding)] }),
    properties: {
      expression: sarifText(finding.expression),
      verdict: finding.verdict,
      severity: finding.severity,
      scope: finding.scope,
      project: sarifText(finding.project),
      ...(finding.component.purl !== undefined && { purl: sarifText(finding.component.purl) }),
      ...(uses.length > 1 && { uses: uses.length }),
    },
  };
}

function placeOf({ location: { path, line } }: Finding, { root }: SarifOptions): SarifLocation {
  return physicalLocation(path, { ...(line !== undefined && { line }), ...(root !== undefined && { root }) });
}

// github/codeql-action src/fingerprints.ts writes `<16 hex digits>:<count>`; what is given is not computed again.
function fingerprintsOf(id: string, nth: number): Record<string, string> {
  return { primaryLocationLineHash: `${id.slice(0, 16)}:${nth}`, 'licetFinding/v1': nth === 1 ? id : `${id}:${nth}` };
}

function levelOf(finding: Finding, state: BaselineState | undefined): SarifResult['level'] {
  if (finding.state === 'waived' || state === 'absent' || isRemark(finding)) return 'note';
  return finding.verdict === 'deny' || finding.code === 'LIC007' ? 'error' : 'warning';
}

function baselineState({ isNew }: Finding): BaselineState | undefined {
  if (isNew === undefined) return undefined;
  return isNew ? 'new' : 'unchanged';
}

function messageOf(finding: Finding, uses: readonly Finding[]): string {
  const path = firstPathPhrase(finding);
  const parts = [
    `${finding.message} [${packageName(finding)}]`,
    ...(uses.length > 1 ? [`in ${uses.length} uses`] : []),
    ...(path === undefined ? [] : [`Path: ${path}`]),
    `Decided by ${rulePhrase(finding.rule)}`,
    ...(finding.fix === undefined ? [] : [`Fix: ${finding.fix}`]),
  ];
  return sarifText(parts.join('. '), 1200);
}

function suppressionOf({ waiver }: Finding): unknown {
  if (waiver === undefined) return { kind: 'external', status: 'accepted' };
  const { id, owner, reason, expires, ticket } = waiver;
  const justification = `Waiver ${id} of ${owner} until ${expires}${ticket === undefined ? '' : ` (${ticket})`}: ${reason}`;
  return { kind: 'external', status: 'accepted', justification: sarifText(justification) };
}

function toPolicyResult(
  { code, severity, message, hint, file, line, column, length }: PolicyFinding,
  ruleIndex: number,
): SarifResult {
  return {
    ruleId: code,
    ruleIndex,
    level: severity === 'error' ? 'error' : 'note',
    message: { text: sarifText(`${message}${hint === undefined ? '' : `. Hint: ${hint}`}`) },
    locations: [physicalLocation(file, { line, column, length })],
    partialFingerprints: fingerprintsOf(sha256([code, file, message].join('\u0000')), 1),
  };
}

function toNotification({ path, state, reason }: ReportedJudgement['incomplete'][number], { root }: SarifOptions): unknown {
  return {
    level: 'error',
    message: { text: sarifText(`${path} is ${state}${reason === undefined ? '' : ` (${reason})`}, so the answer is incomplete`) },
    locations: [physicalLocation(path, root === undefined ? {} : { root })],
  };
}
