import { parseSpdx, type SpdxNode } from '../../domain/spdx-expression.ts';
import { emptyPolicy } from '../default-policy.ts';
import { readEntry, type LicenseEntry } from '../entry.ts';
import type { Choice, Compatibility, Condition, Curation, ListEntry, Outcome, Policy, Rule, Waiver } from '../model.ts';
import { parsePackagePattern, type PackagePattern } from '../package-pattern.ts';
import { CaseProblem, isRecord, list, oneOf, record, text, texts, type Fields } from './fields.ts';
import type { PolicyPosition } from '../position.ts';

const AT: PolicyPosition = { file: 'cases', line: 1, column: 1 };
const OUTCOMES = ['allow', 'review', 'deny'] as const;
const KEYS = new Set([
  'allow',
  'review',
  'deny',
  'defaults',
  'rules',
  'waivers',
  'curations',
  'choices',
  'prefer',
  'multiple',
  'compat',
  'categoriesOf',
  'categories',
  'match',
  'exceptions',
]);

/** The policy of a case as the policy that is judged with: other names for the same things, nothing else. */
export function toPolicy(source: Fields): Policy {
  const unknown = Object.keys(source).find((key) => !KEYS.has(key) && !key.startsWith('$'));
  if (unknown !== undefined) throw new CaseProblem(`the policy of a case has no key \`${unknown}\``);
  const base = emptyPolicy('cases');
  const defaults = record(source, 'defaults') ?? {};
  const match = oneOf(source, 'match', ['range', 'exact']) ?? base.match;
  const entries = (values: readonly string[]): LicenseEntry[] => values.map((value) => toEntry(value, match));
  const compatibility = toCompatibility(source);
  return {
    ...base,
    match,
    exceptions: oneOf(source, 'exceptions', ['monotone', 'exact']) ?? base.exceptions,
    defaults: {
      ...base.defaults,
      // `license` in a case is `unclassified` in a policy file.
      unclassified:
        oneOf(defaults, 'license', OUTCOMES) ?? oneOf(defaults, 'unclassified', OUTCOMES) ?? base.defaults.unclassified,
      unknown: oneOf(defaults, 'unknown', ['review', 'deny']) ?? base.defaults.unknown,
      noLicense: oneOf(defaults, 'noLicense', ['review', 'deny']) ?? base.defaults.noLicense,
      context: record(defaults, 'context') ?? {},
    },
    licenses: {
      ...base.licenses,
      multiple: (record(source, 'multiple') ?? base.licenses.multiple) as Policy['licenses']['multiple'],
    },
    rules: list(source, 'rules').map((rule) => toRule(rule, entries)),
    lists: OUTCOMES.flatMap((outcome) => toList(entries(texts(source, outcome)), outcome)),
    prefer: entries(texts(source, 'prefer')),
    choices: list(source, 'choices').map(toChoice),
    curations: list(source, 'curations').map(toCuration),
    waivers: list(source, 'waivers').map(toWaiver),
    ...(compatibility !== undefined && { compatibility }),
  };
}

function toEntry(value: string, match: Policy['match']): LicenseEntry {
  const entry = readEntry(value, AT, match);
  if ('problem' in entry) throw new CaseProblem(entry.problem);
  return entry;
}

function toList(entries: readonly LicenseEntry[], outcome: Outcome): ListEntry[] {
  return entries.map((entry) => ({ ...entry, outcome, inherited: false }));
}

function toRule(source: Fields, entries: (values: readonly string[]) => LicenseEntry[]): Rule {
  const when = record(source, 'when') ?? {};
  const { path, package: packages, ...rest } = when;
  const paths = [path, rest['paths']].flat().filter((item): item is string => typeof item === 'string');
  const patterns = [packages, when['packages'], source['packages'], source['package']].flat();
  const purls = patterns.filter((item): item is string => typeof item === 'string');
  const severity = oneOf(source, 'severity', ['info', 'low', 'medium', 'high', 'critical']);
  return {
    id: text(source, 'id') ?? 'rule',
    at: AT,
    ...(source['licenses'] !== undefined && { licenses: entries(texts(source, 'licenses')) }),
    ...(purls.length > 0 && { packages: purls.map(toPackages) }),
    when: { ...(withLists(rest) as Condition), ...(paths.length > 0 && { paths }) },
    outcome: oneOf(source, 'outcome', OUTCOMES) ?? 'deny',
    ...(severity !== undefined && { severity }),
    locked: source['locked'] === true,
    inherited: false,
    obligations: texts(source, 'obligations'),
  };
}

// A condition of a case may be one word where the file wants a list.
function withLists(when: Fields): Fields {
  return Object.fromEntries(Object.entries(when).map(([key, value]) => [key, typeof value === 'string' ? [value] : value]));
}

function toChoice(source: Fields): Choice {
  const given = text(source, 'given');
  return {
    at: AT,
    packages: packagesOf(source),
    ...(given !== undefined && { given: toNode(given) }),
    choose: toNode(text(source, 'choose') ?? ''),
  };
}

function toCuration(source: Fields): Curation {
  const [pattern] = packagesOf(source);
  if (pattern === undefined) throw new CaseProblem('a curation without package');
  const files = list(source, 'files').map((file) => ({
    path: text(file, 'path') ?? '',
    sha256: text(file, 'sha256') ?? '',
    at: AT,
  }));
  return { at: AT, package: pattern, expression: text(source, 'expression') ?? '', files };
}

function toWaiver(source: Fields, index: number): Waiver {
  const [pattern] = packagesOf(source);
  if (pattern === undefined) throw new CaseProblem('a waiver without package');
  const paths = [source['path'], source['paths']].flat().filter((item): item is string => typeof item === 'string');
  return {
    id: text(source, 'id') ?? `waiver-${index + 1}`,
    at: AT,
    package: pattern,
    expression: text(source, 'expression') ?? '',
    ...(paths.length > 0 && { paths }),
    owner: text(source, 'owner') ?? '',
    reason: text(source, 'reason') ?? '',
    expires: text(source, 'expires') ?? '',
  };
}

// `compat` holds the matrix itself: outbound -> inbound -> answer. It is injected in place of the shipped one; here only what to make of the answers.
function toCompatibility(source: Fields): Compatibility | undefined {
  if (!isRecord(source['compat'])) return undefined;
  return { at: AT, data: 'osadl', outcome: { no: 'deny', check: 'review', unknown: 'review' }, pairs: [] };
}

function packagesOf(source: Fields): PackagePattern[] {
  const all = [source['package'], source['packages']].flat().filter((item): item is string => typeof item === 'string');
  return all.map(toPackages);
}

function toPackages(value: string): PackagePattern {
  const pattern = parsePackagePattern(value);
  if (pattern === undefined) throw new CaseProblem(`\`${value}\` is not a package URL`);
  return pattern;
}

function toNode(value: string): SpdxNode {
  const parsed = parseSpdx(value);
  if (!parsed.ok) throw new CaseProblem(`\`${value}\`: ${parsed.problem}`);
  return parsed.node;
}
