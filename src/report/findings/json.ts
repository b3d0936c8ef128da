import type { Finding, FindingRule } from '../../domain/finding.ts';
import { renderJsonRecord } from '../json-text.ts';
import { wellFormed } from './inert.ts';
import type { FindingsOptions, ReportedJudgement } from './reported.ts';

/**
 * `licet-findings/1`, the source of all other formats. The schema is `rules/schemas/licet-findings-1.schema.json`; keys stand in
 * its order. It keeps what was found as it was written, but for lone surrogates, which strict JSON parsers refuse.
 */
export function renderFindingsJson(judgement: ReportedJudgement, { failing }: FindingsOptions = {}): Iterable<string> {
  const { schema, snapshot, policy, judgedOn, complete, incomplete, findings, fixed, policyProblems, summary } = judgement;
  const gate = failing && {
    failed: failing.size > 0,
    incomplete: !complete,
    failing: findings.filter((one) => failing.has(one)).map(({ id }) => id),
  };
  const record = {
    schema,
    snapshot: pick(snapshot, ['name', 'commit', 'treeDigest']),
    policy: pick(policy, ['file', 'id', 'revision', 'sha256']),
    judgedOn,
    complete,
    incomplete: incomplete.map((file) => pick(file, ['path', 'state', 'reason'])),
    gate,
    summary: { ...summary, scopes: sorted(summary.scopes) },
    findings: findings.map(toFindingRecord),
    fixed: fixed?.map(toFindingRecord),
    policyProblems: policyProblems.map((problem) =>
      pick(problem, ['code', 'severity', 'message', 'file', 'line', 'column', 'length', 'hint']),
    ),
  };
  return renderJsonRecord(record, withWellFormedText);
}

function toFindingRecord(finding: Finding): unknown {
  const { component, context, rule, license, location, waiver, ...rest } = finding;
  return {
    ...pick(rest, ['id', 'kind', 'code', 'verdict', 'severity', 'message']),
    component: pick(component, ['id', 'name', 'version', 'purl']),
    ...pick(rest, ['project', 'scope']),
    context: sorted(context),
    ...pick(rest, ['assumed', 'expression', 'chosen', 'reason', 'notes']),
    rule: toRuleRecord(rule),
    license: {
      ...pick(license, ['text', 'source', 'problem']),
      terms: license.terms.map((term) => ({
        ...pick(term, ['text', 'start', 'end', 'level', 'reason']),
        rule: toRuleRecord(term.rule),
        ...pick(term, ['category', 'chosen', 'member']),
      })),
      branches: license.branches.map((branch) => pick(branch, ['text', 'verdict', 'chosen'])),
      evidence: license.evidence.map((item) => pick(item, ['role', 'method', 'raw', 'path', 'line'])),
    },
    location: pick(location, ['path', 'line']),
    ...pick(rest, ['paths', 'otherPaths', 'fix', 'state']),
    ...(waiver !== undefined && {
      waiver: pick(waiver, ['id', 'owner', 'reason', 'expires', 'ticket', 'file', 'line', 'column']),
    }),
    ...pick(rest, ['obligations', 'isNew']),
  };
}

function toRuleRecord(rule: FindingRule): Partial<FindingRule> {
  return pick(rule, ['label', 'kind', 'file', 'line', 'column', 'locked', 'reason', 'help']);
}

// The order of keys is part of the format: it does not depend on who built the object.
function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]]))) as Partial<Pick<T, K>>;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function withWellFormedText(value: unknown): unknown {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? wellFormed(inner) : inner));
  return text === undefined ? undefined : JSON.parse(text);
}
