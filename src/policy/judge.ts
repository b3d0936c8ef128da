import { parseSpdx, renderSpdx, type SpdxParse, type SpdxTerm } from '../domain/spdx-expression.ts';
import type { Purl } from '../domain/purl.ts';
import type { LicenseCategories } from './categories.ts';
import { applyChoice } from './choice.ts';
import { NO_MATRIX, type CompatibilityMatrix } from './compatibility.ts';
import { decideCandidate, unknown } from './decide-candidate.ts';
import { levelRank, type DecidedBy, type Decision, type Level, type ReasonCode, type VerdictNote } from './decision.ts';
import { evaluateExpression, type ExpressionVerdict, type JudgedTerm } from './evaluate-expression.ts';
import { holds, type FullFacts } from './facts.ts';
import { readLicenseInput, type LicenseInput } from './license-input.ts';
import type { Choice, Curation, Outcome, Policy, Rule, Waiver } from './model.ts';
import { bareName, matchesPackage, namePackage, type NamedPackage } from './package-pattern.ts';
import { findCuration, type FileDigests } from './curation.ts';
import { findWaiver } from './waiver.ts';

export interface JudgeServices {
  readonly policy: Policy;
  readonly categories: LicenseCategories;
  readonly matrix?: CompatibilityMatrix;
  /** ISO date. */
  readonly today: string;
}

/** One package in one context. */
export interface Subject {
  readonly purl?: Purl | undefined;
  readonly license: LicenseInput;
  readonly facts: FullFacts;
  /** Digests of its files that a curation may be bound to. */
  readonly files?: FileDigests | undefined;
}

export interface Verdict {
  readonly verdict: Outcome;
  /** Before unknown became what the policy says of it, and before a waiver. */
  readonly level: Level;
  readonly reason: ReasonCode;
  /** The line that settled it. */
  readonly by: DecidedBy;
  readonly notes: readonly VerdictNote[];
  /** What was judged: after curation, joining and choice. */
  readonly text: string;
  /** The text that the spans of `terms` and of a problem point into. */
  readonly written: string;
  readonly parse: SpdxParse | undefined;
  readonly chosen?: string;
  readonly terms: readonly JudgedTerm[];
  readonly curation?: Curation;
  readonly staleCuration?: Curation;
  readonly choice?: Choice;
  readonly waiver?: { readonly waiver: Waiver; readonly status: 'valid' | 'expired' | 'license-changed' };
}

export interface Judge {
  judge(subject: Subject): Verdict;
}

/** A judge remembers what it decided per expression and context, so a million packages cost their distinct licenses. */
export function createJudge(services: JudgeServices): Judge {
  const parses = new Map<string, SpdxParse>();
  const verdicts = new Map<string, Map<string, ExpressionVerdict>>();
  const packageRules = services.policy.rules.filter((rule) => rule.packages !== undefined);
  const factKeys = new WeakMap<FullFacts, string>();

  const keyOf = (facts: FullFacts): string => {
    const known = factKeys.get(facts) ?? JSON.stringify(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    factKeys.set(facts, known);
    return known;
  };
  const parse = (text: string): SpdxParse => {
    const parsed = parses.get(text) ?? parseSpdx(text);
    parses.set(text, parsed);
    return parsed;
  };

  const rulesByFacts = new Map<string, readonly boolean[]>();
  const activeByFacts = new WeakMap<FullFacts, Active>();
  const rulesByKey = new Map<string, readonly Rule[]>();
  const commonByKey = new Map<string, Map<string, Verdict>>();
  // Which rules can speak for this use, and what the outbound license asks. Uses that agree in both share their verdicts,
  // so a thousand projects do not cost a thousand times.
  const activeRules = (subject: Named): Active => {
    const { facts, item } = subject;
    const { policy } = services;
    const same = packageRules.length === 0 ? activeByFacts.get(facts) : undefined;
    if (same !== undefined) return same;
    const factKey = keyOf(facts);
    const held = rulesByFacts.get(factKey) ?? policy.rules.map((rule) => holds(rule.when, facts));
    rulesByFacts.set(factKey, held);
    const isActive = (rule: Rule, index: number): boolean => {
      if (held[index] !== true) return false;
      if (rule.packages === undefined) return true;
      return item !== undefined && rule.packages.some((pattern) => matchesPackage(pattern, item));
    };
    const speaks = packageRules.length === 0 ? held : policy.rules.map(isActive);
    const joins = policy.compatibility !== undefined && holds(policy.compatibility.applyWhen, facts);
    const key = `${speaks.map(Number).join('')}|${joins ? (facts.outbound ?? '') : ''}`;
    const rules = rulesByKey.get(key) ?? policy.rules.filter((_rule, index) => speaks[index]);
    rulesByKey.set(key, rules);
    const common = commonByKey.get(key) ?? new Map<string, Verdict>();
    commonByKey.set(key, common);
    const active = { rules, key, common };
    activeByFacts.set(facts, active);
    return active;
  };

  const evaluate = (text: string, parsed: Extract<SpdxParse, { ok: true }>, subject: Named): ExpressionVerdict => {
    const { rules, key } = activeRules(subject);
    const known = verdicts.get(key) ?? new Map<string, ExpressionVerdict>();
    verdicts.set(key, known);
    const found = known.get(text);
    if (found !== undefined) return found;
    const { policy, categories, matrix = NO_MATRIX } = services;
    const verdict = evaluateExpression(parsed.node, { policy, rules, facts: subject.facts, categories, matrix });
    known.set(text, verdict);
    return verdict;
  };

  /** What has no tree: no license, an unreadable text. Only rules about the package can still speak. */
  const withoutTree = (kind: SpdxTerm['kind'], fallback: ReasonCode | undefined, subject: Named): Decision => {
    const { rules } = activeRules(subject);
    const decision = decideCandidate({ license: '', key: '', kind, category: undefined }, { policy: services.policy, rules });
    return fallback !== undefined && decision.by.kind === 'default' ? unknown(services.policy, fallback) : decision;
  };

  const tools: Tools = { ...services, parse, evaluate, withoutTree };
  const isMentioned = mentionedPackages(services.policy);

  // A package that no rule, curation, choice or waiver names gets the verdict of its license, so that is asked once, and
  // nothing else is made of the package: this is the way that nearly all of a hundred thousand packages take.
  const judge = (subject: Subject): Verdict => {
    const { license, purl, facts } = subject;
    const isCommon = license.kind === 'text' && packageRules.length === 0 && (purl === undefined || !isMentioned(purl));
    const known = isCommon ? activeByFacts.get(facts)?.common.get(license.text) : undefined;
    if (known !== undefined) return known;
    const named = { ...subject, item: purl === undefined ? undefined : namePackage(purl) };
    if (license.kind !== 'text' || (purl !== undefined && isMentioned(purl))) return judgeSubject(named, tools);
    const { common } = activeRules(named);
    const verdict = common.get(license.text) ?? judgeSubject(named, tools);
    common.set(license.text, verdict);
    return verdict;
  };
  return { judge };
}

/** Does any curation, choice or waiver speak about this package? */
function mentionedPackages(policy: Policy): (purl: Purl) => boolean {
  const patterns = [
    ...policy.curations.map((curation) => curation.package),
    ...policy.waivers.map((waiver) => waiver.package),
    ...policy.choices.flatMap((choice) => choice.packages),
  ];
  const names = new Set(patterns.map((pattern) => pattern.name));
  const globs = patterns.filter((pattern) => pattern.name.includes('*'));
  return (purl) => {
    if (patterns.length === 0) return false;
    if (names.has(bareName(purl))) return true;
    return globs.some((pattern) => matchesPackage({ text: '', name: pattern.name }, namePackage(purl)));
  };
}

/** What decides a license where some facts hold, and what it decided for packages that nobody names. */
interface Active {
  readonly rules: readonly Rule[];
  readonly key: string;
  readonly common: Map<string, Verdict>;
}

/** The subject with its purl taken apart. */
interface Named extends Subject {
  readonly item: NamedPackage | undefined;
}

interface Tools extends JudgeServices {
  parse(text: string): SpdxParse;
  evaluate(text: string, parsed: Extract<SpdxParse, { ok: true }>, subject: Named): ExpressionVerdict;
  withoutTree(kind: SpdxTerm['kind'], fallback: ReasonCode | undefined, subject: Named): Decision;
}

/** Facts first (curation, joining), then the choice of a branch, then the policy, then permission. */
function judgeSubject(subject: Named, tools: Tools): Verdict {
  const { policy } = tools;
  const notes: VerdictNote[] = [];
  const curated = findCuration(policy.curations, subject.item, subject.files);
  if (curated?.status === 'applies') notes.push('curated');
  if (curated?.status === 'stale') notes.push('curation-stale');
  const input: LicenseInput =
    curated?.status === 'applies' ? { kind: 'text', text: curated.curation.expression } : subject.license;
  const curation = {
    ...(curated?.status === 'applies' && { curation: curated.curation }),
    ...(curated?.status === 'stale' && { staleCuration: curated.curation }),
  };
  const read = readLicenseInput(input, { multiple: policy.licenses.multiple, ecosystem: subject.facts.ecosystem });
  notes.push(...read.notes);
  if (read.kind === 'none')
    return permitted(
      leaf(tools.withoutTree('none', undefined, subject), { notes, text: '', written: '', ...curation }, policy),
      subject,
      tools,
    );

  const parsed = tools.parse(read.text);
  if (!parsed.ok) {
    const decision = tools.withoutTree('unknown', 'invalid-expression', subject);
    return permitted(
      { ...leaf(decision, { notes, text: read.text, written: read.text, ...curation }, policy), parse: parsed },
      subject,
      tools,
    );
  }
  if (parsed.notes.some((note) => note.kind === 'deprecated-id')) notes.push('deprecated-id');
  const applied = applyChoice(policy.choices, parsed.node, subject.item);
  if (applied !== undefined) notes.push(applied.status === 'applied' ? 'choice-applied' : 'choice-invalid');
  const judged = applied?.status === 'applied' ? { ...parsed, node: applied.node } : parsed;
  const key = applied?.status === 'applied' ? `${read.text}\n${applied.choice.at.line}:${applied.choice.at.column}` : read.text;
  const result = tools.evaluate(key, judged, subject);
  notes.push(...result.notes);
  const written = applied?.status === 'applied' ? (renderSpdx(applied.node) ?? '') : read.text;
  let { decision } = result;
  if (read.ambiguous) decision = ambiguous(decision, policy);
  return permitted(
    {
      ...leaf(decision, { notes, text: parsed.text, written, ...curation }, policy),
      parse: parsed,
      chosen: result.chosen,
      terms: result.terms,
      ...(applied !== undefined && { choice: applied.choice }),
    },
    subject,
    tools,
  );
}

// Nobody says whether the list is AND or OR. It was read as OR, the best it can be: what fails that, fails.
function ambiguous(decision: Decision, policy: Policy): Decision {
  if (levelRank(decision.level) >= levelRank('unknown')) return decision;
  const by = { label: 'licenses.multiple: review', kind: 'default', outcome: 'review', at: policy.defaults.at } as const;
  return { level: 'review', reason: 'ambiguous-license-list', by, explicit: false };
}

function leaf(decision: Decision, rest: Pick<Verdict, 'notes' | 'text' | 'written'> & Partial<Verdict>, policy: Policy): Verdict {
  const verdict = decision.level === 'unknown' ? policy.defaults.unknown : decision.level;
  return { verdict, level: decision.level, reason: decision.reason, by: decision.by, parse: undefined, terms: [], ...rest };
}

/** A waiver is looked at only when there is something to permit. */
function permitted(verdict: Verdict, subject: Named, { policy, today }: Tools): Verdict {
  if (verdict.verdict === 'allow' || subject.item === undefined) return verdict;
  const found = findWaiver(
    policy.waivers,
    { item: subject.item, text: verdict.text === '' ? 'NONE' : verdict.text, path: subject.facts.path },
    today,
  );
  if (found === undefined) return verdict;
  const { waiver, status } = found;
  if (status === 'valid') {
    const by = { label: waiver.id, kind: 'waiver', outcome: 'allow', at: waiver.at } as const;
    return { ...verdict, verdict: 'allow', reason: 'waived', by, waiver: found };
  }
  const note = status === 'expired' ? 'waiver-expired' : 'waiver-license-changed';
  return { ...verdict, notes: [...verdict.notes, note], waiver: found };
}
