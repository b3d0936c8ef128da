import { parseSpdx, renderTerm, type SpdxTerm } from '../domain/spdx-expression.ts';
import { offers } from './choice.ts';
import type { LicenseCategories } from './categories.ts';
import { NO_MATRIX } from './compatibility.ts';
import { decideTerm } from './decide-term.ts';
import type { LicenseEntry } from './entry.ts';
import { completeFacts } from './facts.ts';
import { baseOf } from './families.ts';
import type { LintLevel, ListEntry, Policy } from './model.ts';
import { problem, type PolicyCode, type PolicyProblem } from './problem.ts';
import { daysBetween } from './dates.ts';
import type { PolicyPosition } from './position.ts';

interface LintServices {
  readonly categories: LicenseCategories;
  readonly today: string;
}

/** What can be said of a policy without any package: lines of extended policies are their owner's business. */
export function lintPolicy(policy: Policy, services: LintServices): PolicyProblem[] {
  return [
    ...duplicates(policy),
    ...shadowed(policy),
    ...waiverTerms(policy, services.today),
    ...deprecatedIds(policy),
    ...impossibleChoices(policy),
    ...openRanges(policy, services.categories),
  ];
}

/** Severity as the policy's `lint` section sets it; `off` leaves it out. */
export function atLevel(level: LintLevel, code: PolicyCode, message: string, place: LintPlace): PolicyProblem[] {
  if (level === 'off') return [];
  const severity = level === 'error' ? 'error' : 'warning';
  return [problem(code, message, place.at, { length: place.text?.length ?? 1, hint: place.hint, severity })];
}

interface LintPlace {
  readonly at: PolicyPosition;
  readonly text?: string;
  readonly hint?: string | undefined;
}

function duplicates(policy: Policy): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  const seen = new Map<string, ListEntry>();
  for (const entry of policy.lists.filter((item) => !item.inherited)) {
    const key = entryKey(entry);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else {
      const other =
        first.outcome === entry.outcome ? 'is listed twice' : `is in \`${first.outcome}\` and in \`${entry.outcome}\``;
      const severity = first.outcome === entry.outcome ? 'warning' : 'error';
      const hint = `first on line ${first.at.line}`;
      found.push(problem('POL002', `\`${entry.text}\` ${other}`, entry.at, { length: entry.text.length, severity, hint }));
    }
  }
  const named = [
    policy.rules.filter((rule) => !rule.inherited).map((rule) => ({ ...rule, what: 'rule' })),
    policy.waivers.map((waiver) => ({ ...waiver, what: 'waiver' })),
  ];
  for (const group of named) {
    const lines = new Map<string, number>();
    for (const item of group) {
      const first = lines.get(item.id);
      if (first === undefined) lines.set(item.id, item.at.line);
      else
        found.push(problem('POL002', `two ${item.what}s are called \`${item.id}\``, item.at, { hint: `first on line ${first}` }));
    }
  }
  return found;
}

function entryKey(entry: LicenseEntry): string {
  if (entry.kind !== 'id') return `${entry.kind} ${entry.text.toLowerCase()}`;
  return `id ${[...(entry.ids ?? [])].join(' ')} ${entry.exception ?? ''}`;
}

function shadowed(policy: Policy): PolicyProblem[] {
  return policy.rules.flatMap((rule, index) => {
    if (rule.inherited) return [];
    const earlier = policy.rules.slice(0, index).find((other) => covers(other, rule));
    if (earlier === undefined) return [];
    const hint = `rule \`${earlier.id}\` on line ${earlier.at.line} always decides before it`;
    return atLevel(policy.lint.shadowed, 'POL003', `rule \`${rule.id}\` can never decide`, { at: rule.at, text: rule.id, hint });
  });
}

// Certain cases only: an earlier rule without conditions that names everything the later one names.
function covers(earlier: Policy['rules'][number], later: Policy['rules'][number]): boolean {
  if (
    earlier.when !== undefined &&
    Object.keys(earlier.when).length > 0 &&
    JSON.stringify(earlier.when) !== JSON.stringify(later.when)
  )
    return false;
  if (earlier.packages !== undefined) {
    const names = new Set(earlier.packages.map((pattern) => pattern.text));
    if (later.packages === undefined || !later.packages.every((pattern) => names.has(pattern.text))) return false;
  }
  if (earlier.licenses === undefined) return true;
  if (later.licenses === undefined) return false;
  const keys = new Set(earlier.licenses.map(entryKey));
  return later.licenses.every((entry) => keys.has(entryKey(entry)));
}

function waiverTerms(policy: Policy, today: string): PolicyProblem[] {
  const { waiverWarnDays, waiverMaxDays } = policy.lint;
  return policy.waivers.flatMap((waiver) => {
    const at = { at: waiver.at, text: waiver.id };
    const left = daysBetween(today, waiver.expires);
    const length = waiver.granted === undefined ? left : daysBetween(waiver.granted, waiver.expires);
    const found: PolicyProblem[] = [];
    if (left < 0)
      found.push(
        ...atLevel('warn', 'POL006', `waiver \`${waiver.id}\` expired on ${waiver.expires} (${-left} days ago)`, {
          ...at,
          hint: `owner: ${waiver.owner}`,
        }),
      );
    else if (left <= waiverWarnDays)
      found.push(
        ...atLevel('warn', 'POL006', `waiver \`${waiver.id}\` expires on ${waiver.expires} (in ${left} days)`, {
          ...at,
          hint: `owner: ${waiver.owner}`,
        }),
      );
    if (length > waiverMaxDays)
      found.push(
        ...atLevel('error', 'POL006', `waiver \`${waiver.id}\` is granted for ${length} days`, {
          ...at,
          hint: `\`lint.waiverMaxDays\` is ${waiverMaxDays}`,
        }),
      );
    return found;
  });
}

function deprecatedIds(policy: Policy): PolicyProblem[] {
  const entries = [
    ...policy.lists.filter((entry) => !entry.inherited),
    ...policy.rules.filter((rule) => !rule.inherited).flatMap((rule) => rule.licenses ?? []),
    ...policy.prefer,
  ];
  return entries.flatMap((entry) =>
    entry.notes
      .filter((note) => note.kind === 'deprecated-id')
      .flatMap((note) =>
        atLevel(policy.lint.deprecatedIds, 'POL008', `\`${note.written}\` is deprecated`, {
          ...entry,
          hint: `write \`${note.canonical}\``,
        }),
      ),
  );
}

function impossibleChoices(policy: Policy): PolicyProblem[] {
  return policy.choices.flatMap((choice) =>
    choice.given === undefined || offers(choice.given, choice.choose)
      ? []
      : [problem('POL009', '`choose` takes what `given` does not offer', choice.at, { severity: 'error' })],
  );
}

// `deny: GPL-2.0-only` lets `GPL-2.0-or-later` pass as GPL-3.0: often not what was meant.
function openRanges(policy: Policy, categories: LicenseCategories): PolicyProblem[] {
  const facts = completeFacts({}, [], policy.defaults.context);
  const context = { policy, rules: [], facts, categories, matrix: NO_MATRIX };
  return policy.lists
    .filter((entry) => entry.outcome === 'deny' && entry.kind === 'id' && !entry.inherited && entry.exception === undefined)
    .flatMap((entry) => {
      const only = entry.ids?.size === 1 ? termOf(entry.text.replace(/^=/, '')) : undefined;
      if (only === undefined || !only.license.endsWith('-only')) return [];
      const later = termOf(`${baseOf(only.license)}-or-later`);
      if (later === undefined || decideTerm(later, context).decision.level === 'deny') return [];
      const message = `\`${entry.text}\` is denied while \`${renderTerm(later)}\` stays open`;
      return [
        problem('POL012', message, entry.at, {
          length: entry.text.length,
          hint: `deny \`${renderTerm(later)}\` to cover all of them`,
        }),
      ];
    });
}

function termOf(text: string): SpdxTerm | undefined {
  const parsed = parseSpdx(text);
  return parsed.ok && parsed.node.type === 'term' ? parsed.node : undefined;
}
