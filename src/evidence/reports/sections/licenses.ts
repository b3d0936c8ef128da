import { distinctComponents } from '../../metrics/components.ts';
import { licensesIn, usedLicenses } from '../../metrics/facts.ts';
import { scopeOf } from '../../metrics/scope.ts';
import { daysBetween } from '../../dates.ts';
import { counted, section, type Block, type Cell, type Inline } from '../blocks.ts';
import type { ReportContext } from '../context.ts';
import { firstRows, isWithoutLicense, openIn, waivedIn, type FindingIn } from './selections.ts';

/** Every license in use with its category, the decision and the line of the policy that made it. */
export function licenseTable({ facts }: ReportContext): readonly Block[] {
  const uses = new Map<string, number>();
  for (const seen of distinctComponents(facts).values()) {
    const expression = seen.find((one) => one.expression !== undefined)?.expression;
    for (const id of expression === undefined ? [] : licensesIn(expression)) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  return section('Licenses in use', {
    columns: ['license', 'category', 'components', 'decision', 'decided by'],
    rows: firstRows(usedLicenses(facts), 'policy/policy.json', ({ id, category, verdict, by, decided }) => [
      { code: id },
      category ?? 'not classified',
      String(uses.get(id) ?? 0),
      decided ? verdict : `${verdict}, by default only`,
      [{ code: by.label }, ' ', by.place],
    ]),
    empty: 'No component has a known license.',
  });
}

/** Open denials and reviews with the evidence behind the license; what several projects of a repository use alike is one row. */
export function openFindings({ facts }: ReportContext): readonly Block[] {
  return section('Open findings', {
    columns: ['verdict', 'component', 'license', 'repository', 'uses', 'evidence', 'decided by'],
    rows: firstRows(alike(openIn(facts)), 'policy/findings/', ({ first: { repository, finding }, uses }) => [
      finding.verdict,
      { code: finding.component.id },
      { code: finding.expression },
      { code: repository.name },
      String(uses),
      evidenceOf(finding),
      [{ code: finding.rule.label }, ` ${finding.rule.file}:${finding.rule.line}`],
    ]),
    empty: 'No finding is open in the repositories that were scanned.',
  });
}

interface Alike {
  readonly first: FindingIn;
  readonly uses: number;
}

function alike(findings: readonly FindingIn[]): readonly Alike[] {
  const groups = new Map<string, Alike>();
  for (const one of findings) {
    const { verdict, component, expression, rule } = one.finding;
    const key = JSON.stringify([verdict, component.id, expression, one.repository.name, rule.file, rule.line, rule.label]);
    const known = groups.get(key);
    groups.set(key, { first: known?.first ?? one, uses: (known?.uses ?? 0) + 1 });
  }
  return [...groups.values()];
}

function evidenceOf({ license, location }: FindingIn['finding']): Inline[] {
  const [first] = license.evidence;
  const place = (path: string, line: number | undefined): string => `${path}${line === undefined ? '' : `:${line}`}`;
  if (first === undefined) return ['nothing found; used in ', { code: place(location.path, location.line) }];
  return [`${first.role} `, { code: first.raw.slice(0, 60) }, ' in ', { code: place(first.path, first.line) }];
}

/** Waivers: who permitted what, why, and until when. */
export function exceptions({ facts }: ReportContext): readonly Block[] {
  const used = new Set(waivedIn(facts).flatMap(({ finding }) => finding.waiver?.id ?? []));
  return section('Exceptions', {
    columns: ['waiver', 'package', 'license', 'owner', 'reason', 'expires', 'in use'],
    rows: firstRows(facts.policy.waivers, 'policy/policy.json', ({ id, package: name, expression, owner, reason, expires }) => {
      const days = daysBetween(facts.judgedOn, expires);
      return [
        { code: id },
        { code: name },
        { code: expression },
        owner,
        reason,
        `${expires} (${days < 0 ? 'over' : `${days} days`})`,
        used.has(id) ? 'yes' : 'no',
      ];
    }),
    empty: 'The policy holds no waiver.',
  });
}

const FAMILIES: readonly { readonly title: string; readonly categories: readonly string[] }[] = [
  {
    title: 'attribution',
    categories: ['permissive', 'permissive-restricted', 'weak-copyleft', 'strong-copyleft', 'network-copyleft'],
  },
  { title: 'source code', categories: ['weak-copyleft', 'strong-copyleft', 'network-copyleft'] },
  { title: 'source over a network', categories: ['network-copyleft'] },
];

/** What each distributed repository owes, and whether its documents are complete and current. */
export function obligationMatrix({ facts }: ReportContext): readonly Block[] {
  const category = new Map(facts.policy.licenses.map((license) => [license.id, license.category]));
  const notices = new Map(facts.notices.map((notice) => [notice.repository, notice]));
  const rows = scopeOf(facts)
    .filter(({ repository }) => repository.distributed === true)
    .map(({ repository, snapshot }): Cell[] => {
      const production = (snapshot?.components ?? []).filter((one) => one.production);
      const owed = FAMILIES.map(({ categories }) => {
        const count = production.filter((one) =>
          licensesIn(one.expression ?? '').some((id) => categories.includes(category.get(id) ?? '')),
        ).length;
        return snapshot === undefined ? 'unknown' : counted(count, 'component');
      });
      const notice = notices.get(repository.name);
      const isCurrent = notice !== undefined && notice.treeDigest === snapshot?.treeDigest;
      const state = !isCurrent ? 'none of this snapshot' : notice.gaps === 0 ? 'complete' : counted(notice.gaps, 'gap');
      return [{ code: repository.name }, repository.products.join(', '), ...owed, state];
    });
  return section('Obligations of what is distributed', {
    columns: ['repository', 'products', ...FAMILIES.map(({ title }) => title), 'attribution document'],
    rows,
    empty:
      facts.estate.manifest === undefined
        ? 'There is no organization manifest that says what is distributed.'
        : 'The manifest declares nothing as distributed.',
  });
}

export function undecidedLicenses({ facts }: ReportContext): readonly Block[] {
  const rows = usedLicenses(facts)
    .filter(({ decided }) => !decided)
    .map(({ id, category, verdict, by }): Cell[] => [
      { code: id },
      category ?? 'not classified',
      verdict,
      [{ code: by.label }, ' ', by.place],
    ]);
  return section('Licenses without a decision', {
    columns: ['license', 'category', 'what the default makes of it', 'default'],
    rows,
    empty: 'The policy decides every license in use.',
  });
}

/** Components whose license nobody knows, most used first. */
export function unknownLicenses({ facts }: ReportContext): readonly Block[] {
  const unknown = [...distinctComponents(facts)]
    .filter(([, seen]) => isWithoutLicense(seen))
    .toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return section('Components with an unknown license', {
    columns: ['component', 'repositories', 'why'],
    rows: firstRows(unknown, 'inventory/', ([id, seen]) => [
      { code: id },
      String(seen.length),
      whyUnknown(seen[0]?.status, seen[0]?.reason),
    ]),
    empty: 'Every component has a known license.',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  'no-evidence': 'the package says nothing',
  'package-not-on-disk': 'the package was not at hand, and the lockfile does not say',
  'unrecognised-evidence': 'what it says is not a license that we can read',
  'ambiguous-list': 'it lists several licenses without saying how they combine',
};

function whyUnknown(status: string | undefined, reason: string | undefined): string {
  if (status === 'conflict') return 'what it declares and what was found contradict each other';
  if (status === 'none') return 'the package says that it has no license';
  return REASONS[reason ?? ''] ?? 'not said';
}
