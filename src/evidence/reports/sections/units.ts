import { distinctComponents } from '../../metrics/components.ts';
import type { ComponentFact, EvidenceFacts } from '../../metrics/facts.ts';
import { scopeOf } from '../../metrics/scope.ts';
import { sortedUnique } from '../../../domain/order.ts';
import { section, type Block, type Cell } from '../blocks.ts';
import type { ReportContext } from '../context.ts';
import { firstRows, openIn } from './selections.ts';

const unitOf = (unit: string | undefined): string => unit ?? 'without unit';

/** The units side by side: coverage, findings, licenses, components. */
export function unitTable({ facts }: ReportContext): readonly Block[] {
  const scope = scopeOf(facts);
  const open = openIn(facts);
  const rows = sortedUnique(scope.map(({ repository }) => unitOf(repository.unit))).map((unit): Cell[] => {
    const own = scope.filter(({ repository }) => unitOf(repository.unit) === unit);
    const components = own.flatMap(({ snapshot }) => snapshot?.components ?? []);
    const distinct = new Map(components.map((one) => [one.id, one]));
    const resolved = [...distinct.values()].filter(({ status }) => status === 'concluded').length;
    const findings = open.filter(({ repository }) => unitOf(repository.unit) === unit);
    return [
      unit,
      `${own.filter(({ snapshot }) => snapshot !== undefined).length} of ${own.length}`,
      String(distinct.size),
      `${resolved} of ${distinct.size}`,
      String(findings.filter(({ finding }) => finding.verdict === 'deny').length),
      String(findings.filter(({ finding }) => finding.verdict === 'review').length),
    ];
  });
  return section('Units compared', {
    columns: ['unit', 'repositories scanned', 'components', 'licenses known', 'denied', 'to review'],
    rows,
    empty: 'No repository is in scope.',
  });
}

/** Components that several repositories use: one decision or fix serves them all. */
export function sharedComponents({ facts }: ReportContext): readonly Block[] {
  const shared = byPackage(facts)
    .map(([name, seen]) => ({ name, seen, repositories: new Set(seen.map(({ repository }) => repository)).size }))
    .filter(({ repositories }) => repositories > 1)
    .toSorted((a, b) => b.repositories - a.repositories || (a.name < b.name ? -1 : 1));
  return section('Shared components', {
    columns: ['package', 'repositories', 'versions', 'licenses'],
    rows: firstRows(shared, 'inventory/', ({ name, seen, repositories }) => [
      { code: name },
      String(repositories),
      String(new Set(seen.map(({ component }) => component.version ?? '')).size),
      sortedUnique(seen.map(({ component }) => component.expression ?? 'unknown')).join(', '),
    ]),
    empty: 'No component is used by more than one repository.',
  });
}

export function duplicateVersions({ facts }: ReportContext): readonly Block[] {
  const spread = byPackage(facts)
    .map(([name, seen]) => ({ name, versions: sortedUnique(seen.flatMap(({ component }) => component.version ?? [])) }))
    .filter(({ versions }) => versions.length > 1)
    .toSorted((a, b) => b.versions.length - a.versions.length || (a.name < b.name ? -1 : 1));
  return section('Several versions of one package', {
    columns: ['package', 'versions'],
    rows: firstRows(spread, 'inventory/', ({ name, versions }) => [{ code: name }, versions.slice(0, 12).join(', ')]),
    empty: 'No package is in use in more than one version.',
  });
}

/** Private copies: packages that a repository patches, and what it carries as vendored. */
export function internalForks({ facts }: ReportContext): readonly Block[] {
  const patched = [...distinctComponents(facts).values()].flatMap((seen) =>
    seen.some((one) => one.patched) ? [seen[0] as ComponentFact] : [],
  );
  return section('Private changes to open source', {
    columns: ['component', 'what was found'],
    rows: firstRows(patched, 'inventory/', (component) => [{ code: component.id }, 'a patch is applied to it']),
    empty: 'No patched component was found.',
  });
}

function byPackage(facts: EvidenceFacts): [string, { readonly repository: string; readonly component: ComponentFact }[]][] {
  const found = new Map<string, { readonly repository: string; readonly component: ComponentFact }[]>();
  for (const { repository, snapshot } of scopeOf(facts)) {
    for (const component of snapshot?.components ?? []) {
      const known = found.get(component.package) ?? [];
      known.push({ repository: repository.name, component });
      found.set(component.package, known);
    }
  }
  return [...found];
}
