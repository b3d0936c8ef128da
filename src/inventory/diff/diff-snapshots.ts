import type { Component } from '../../domain/component.ts';
import type { LicenseConclusion } from '../../domain/license.ts';
import { by, byCodeUnit, sortedUnique } from '../../domain/order.ts';
import { withoutVersion } from '../../domain/purl.ts';
import { isProduction, sortScopes, type Scope } from '../../domain/scope.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { compareVersions } from './compare-versions.ts';
import type {
  DiffedComponent,
  DiffedPackage,
  DiffSide,
  LicenseChange,
  ScopeChange,
  SnapshotDiff,
  VersionChange,
} from '../../domain/snapshot-diff.ts';

/** Two snapshots -> what is different between them. Packages are matched by purl without version, so an upgrade is one change. */
export function diffSnapshots(base: Snapshot, head: Snapshot): SnapshotDiff {
  const [before, after] = [packagesOf(base), packagesOf(head)];
  const added: DiffedComponent[] = [];
  const removed: DiffedComponent[] = [];
  const changed: VersionChange[] = [];
  const licenses: LicenseChange[] = [];
  const scopes: ScopeChange[] = [];
  for (const key of sortedUnique([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key) ?? NO_VERSIONS, after.get(key) ?? NO_VERSIONS];
    const gone = versionsOnlyIn(old, now);
    const come = versionsOnlyIn(now, old);
    // From the latest down: of two versions that became two others, the later follows the later.
    for (const [index, from] of gone.entries()) {
      const to = come[index];
      if (to === undefined) removed.push(toComponent(key, from));
      else changed.push(toVersionChange(key, from, to));
    }
    for (const to of come.slice(gone.length)) added.push(toComponent(key, to));
    for (const [version, to] of now) {
      const from = old.get(version);
      if (from === undefined) continue;
      licenses.push(...toLicenseChange(key, from, to));
      scopes.push(...toScopeChange(key, from, to));
    }
  }
  const ids = (snapshot: Snapshot): string[] => snapshot.projects.map((project) => project.id);
  const without = (all: readonly string[], others: readonly string[]): string[] => {
    const known = new Set(others);
    return all.filter((id) => !known.has(id));
  };
  return {
    schema: 'licet-diff/1',
    base: toSide(base),
    head: toSide(head),
    added,
    removed,
    changed,
    licenses: licenses.toSorted(by((change) => change.package)),
    scopes: scopes.toSorted(by((change) => change.package)),
    projects: { added: without(ids(head), ids(base)), removed: without(ids(base), ids(head)) },
  };
}

type Versions = ReadonlyMap<string, Component>;

const NO_VERSIONS: Versions = new Map();

function packagesOf(snapshot: Snapshot): ReadonlyMap<string, Versions> {
  const packages = new Map<string, Map<string, Component>>();
  for (const component of snapshot.components) {
    if (component.firstParty) continue;
    const key = component.purl === undefined ? component.id : withoutVersion(component.purl);
    const versions = packages.get(key) ?? new Map<string, Component>();
    versions.set(component.version ?? '', component);
    packages.set(key, versions);
  }
  return packages;
}

function versionsOnlyIn(some: Versions, others: Versions): readonly Component[] {
  return [...some]
    .filter(([version]) => !others.has(version))
    .toSorted(([a], [b]) => compareVersions(b, a) || byCodeUnit(b, a))
    .map(([, component]) => component);
}

function toSide({ source, components, inputs }: Snapshot): DiffSide {
  return {
    name: source.name,
    ...(source.commit !== undefined && { commit: source.commit }),
    ...(source.time !== undefined && { time: source.time }),
    treeDigest: source.treeDigest,
    components: components.filter((component) => !component.firstParty).length,
    unread: inputs.filter((input) => input.state === 'failed').map((input) => input.path),
  };
}

function toPackage(key: string, { ecosystem, name }: Component): DiffedPackage {
  return { package: key, ecosystem, name };
}

function toComponent(key: string, component: Component): DiffedComponent {
  return {
    ...toPackage(key, component),
    ...(component.version !== undefined && { version: component.version }),
    license: licenseText(component.concluded),
    scopes: scopesOf(component),
    direct: component.uses.some((use) => use.direct),
  };
}

function toVersionChange(key: string, old: Component, now: Component): VersionChange {
  const [from, to] = [old.version ?? '', now.version ?? ''];
  const order = from === '' || to === '' ? 0 : compareVersions(from, to);
  const license = { from: licenseText(old.concluded), to: licenseText(now.concluded) };
  return {
    ...toPackage(key, now),
    direction: order < 0 ? 'upgraded' : order > 0 ? 'downgraded' : 'other',
    from,
    to,
    ...(license.from !== license.to && { license }),
  };
}

function toLicenseChange(key: string, old: Component, now: Component): LicenseChange[] {
  const [from, to] = [licenseText(old.concluded), licenseText(now.concluded)];
  if (from === to) return [];
  return [{ ...toPackage(key, now), ...(now.version !== undefined && { version: now.version }), from, to }];
}

function toScopeChange(key: string, old: Component, now: Component): ScopeChange[] {
  const [from, to] = [scopesOf(old), scopesOf(now)];
  if (from.join() === to.join()) return [];
  const [was, is] = [from.some(isProduction), to.some(isProduction)];
  const effect = was === is ? undefined : is ? ('now in production' as const) : ('no longer in production' as const);
  return [
    { ...toPackage(key, now), ...(now.version !== undefined && { version: now.version }), from, to, ...(effect && { effect }) },
  ];
}

function scopesOf({ uses }: Component): readonly Scope[] {
  return sortScopes(uses.flatMap((use) => use.scopes));
}

function licenseText(conclusion: LicenseConclusion): string {
  switch (conclusion.status) {
    case 'concluded':
      return conclusion.expression;
    case 'conflict':
      return `conflict: ${conclusion.candidates.join(' / ')}`;
    case 'none':
      return 'NONE';
    case 'no-assertion':
      return 'unknown';
  }
}
