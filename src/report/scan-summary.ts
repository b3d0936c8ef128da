import type { Component } from '../domain/component.ts';
import type { SpdxExpression } from '../domain/license.ts';
import { byCodeUnit } from '../domain/order.ts';
import { PROJECT_ROLES } from '../domain/project.ts';
import { isProduction } from '../domain/scope.ts';
import type { InputState, Snapshot } from '../domain/snapshot.ts';
import { escapeControls } from './escape-controls.ts';
import { formatCount, formatShare, plural } from './numbers.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';

export interface SummaryOptions {
  readonly style: Style;
  /** The category of a whole expression, e.g. `permissive`; `undefined` when the data does not say. */
  readonly categoryOf: (expression: SpdxExpression) => string | undefined;
}

/** What a scan found, on one screen: projects, components, licenses, and what could not be read. */
export function renderScanSummary(snapshot: Snapshot, options: SummaryOptions): string {
  const { style } = options;
  const sections = [
    title(snapshot, style),
    projects(snapshot),
    components(snapshot),
    licenses(snapshot, options),
    ownPackages(snapshot, style),
    inputs(snapshot, style),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function title(snapshot: Snapshot, style: Style): string {
  const { name, commit, dirty, time } = snapshot.source;
  const facts = [
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 12)}${dirty ? ' with uncommitted changes' : ''}`]),
    ...(time === undefined ? [] : [time.slice(0, 10)]),
  ];
  return `${style.bold(escapeControls(name))}${facts.length === 0 ? '' : style.dim(`  ${facts.join(', ')}`)}\n`;
}

function projects(snapshot: Snapshot): string {
  if (snapshot.projects.length === 0) return '';
  const roles = PROJECT_ROLES.map((role) => [role, snapshot.projects.filter((project) => project.role === role).length] as const)
    .filter(([, count]) => count > 0)
    .map(([role, count]) => `${formatCount(count)} ${role}`);
  return `${plural(snapshot.projects.length, 'project')}: ${roles.join(', ')}\n`;
}

function components(snapshot: Snapshot): string {
  const thirdParty = snapshot.components.filter((component) => !component.firstParty);
  if (thirdParty.length === 0) return 'no third-party components found\n';
  const ecosystems = [...new Set(thirdParty.map((component) => component.ecosystem))].toSorted(byCodeUnit);
  const right = { align: 'right' } as const;
  const rows = ecosystems.map((id) =>
    componentRow(
      id,
      thirdParty.filter((component) => component.ecosystem === id),
    ),
  );
  if (rows.length > 1) rows.push(componentRow('total', thirdParty));
  return renderTable(
    [
      { title: 'ecosystem' },
      { title: 'components', ...right },
      { title: 'production', ...right },
      { title: 'dev only', ...right },
      { title: 'direct', ...right },
      { title: 'unresolved', ...right },
      { title: 'license known', ...right },
    ],
    rows,
  );
}

function componentRow(label: string, list: readonly Component[]): string[] {
  const count = (test: (component: Component) => boolean): number => list.filter(test).length;
  const production = count(isProductionComponent);
  return [
    label,
    formatCount(list.length),
    formatCount(production),
    formatCount(list.length - production),
    formatCount(count((component) => component.uses.some((use) => use.direct))),
    formatCount(count((component) => component.resolution === 'declared')),
    formatShare(
      count((component) => component.concluded.status === 'concluded'),
      list.length,
    ),
  ];
}

/** Used by some project outside development and test; a component that nothing reaches counts as production. */
export function isProductionComponent(component: Component): boolean {
  return component.uses.length === 0 || component.uses.some((use) => use.scopes.some(isProduction));
}

const SHOWN_PER_CATEGORY = 4;
const UNKNOWN = 'unknown';

function licenses(snapshot: Snapshot, { categoryOf, style }: SummaryOptions): string {
  const thirdParty = snapshot.components.filter((component) => !component.firstParty);
  if (thirdParty.length === 0) return '';
  const byCategory = new Map<string, Map<string, number>>();
  for (const { concluded } of thirdParty) {
    const category = concluded.status === 'concluded' ? (categoryOf(concluded.expression) ?? 'unclassified') : UNKNOWN;
    const label =
      concluded.status === 'concluded'
        ? concluded.expression
        : concluded.status === 'no-assertion'
          ? concluded.reason
          : concluded.status;
    const counts = byCategory.get(category) ?? new Map<string, number>();
    counts.set(label, (counts.get(label) ?? 0) + 1);
    byCategory.set(category, counts);
  }
  const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const rows = [...byCategory]
    .toSorted(
      ([a, inA], [b, inB]) => Number(a === UNKNOWN) - Number(b === UNKNOWN) || total(inB) - total(inA) || byCodeUnit(a, b),
    )
    .map(([category, counts]) => {
      const top = [...counts].toSorted(([a, inA], [b, inB]) => inB - inA || byCodeUnit(a, b));
      const shown = top.slice(0, SHOWN_PER_CATEGORY).map(([label, count]) => `${escapeControls(label)} ${formatCount(count)}`);
      const more = top.length > shown.length ? `, ${formatCount(top.length - shown.length)} more` : '';
      return [
        category === UNKNOWN ? style.warning(category) : category,
        formatCount(total(counts)),
        style.dim(shown.join(', ') + more),
      ];
    });
  return renderTable([{ title: 'licenses' }, { title: 'components', align: 'right' }, { title: '' }], rows);
}

/** What people have to know of the licenses of their own packages; nothing when all is in order. */
function ownPackages({ projects: all }: Snapshot, style: Style): string {
  const open = all.filter((project) => project.role === 'product' && project.version !== undefined && project.private !== true);
  const without = open
    .filter((project) => project.licensing?.licenseFile === 'none')
    .map((project) => escapeControls(project.name));
  if (without.length === 0) return '';
  const shown = without.slice(0, SHOWN_OWN).join(', ');
  const more = without.length > SHOWN_OWN ? `, ${formatCount(without.length - SHOWN_OWN)} more` : '';
  return `${style.warning(`${plural(without.length, 'own package')} without a license file`)}: ${shown}${more}\n`;
}

const SHOWN_OWN = 5;

const STATES: readonly InputState[] = ['parsed', 'stale', 'superseded', 'unsupported', 'failed', 'excluded'];

function inputs(snapshot: Snapshot, style: Style): string {
  // The license files of copies are read and are no manifests; what they gave stands among the components.
  const manifests = snapshot.inputs.filter((input) => input.ecosystem !== 'vendored');
  const counts = STATES.map((state) => [state, manifests.filter((input) => input.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) =>
      state === 'failed' ? style.error(`${formatCount(count)} failed`) : `${formatCount(count)} ${state}`,
    );
  if (counts.length === 0) return 'no dependency manifests found\n';
  const excluded = manifests.filter((input) => input.state === 'excluded');
  const roles = [...new Set(excluded.map((input) => input.role))]
    .toSorted(byCodeUnit)
    .map((role) => `${role} ${formatCount(excluded.filter((input) => input.role === role).length)}`);
  const why = roles.length === 0 ? '' : style.dim(` (${roles.join(', ')})`);
  return `${plural(manifests.length, 'manifest')} seen: ${counts.join(', ')}${why}\n`;
}
