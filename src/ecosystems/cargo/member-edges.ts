import type { Scope } from '../../domain/scope.ts';
import { groupByName } from './by-name.ts';
import type { LocalCrate } from './local-crates.ts';
import type { LockEntry } from './lockfile.ts';
import type { DeclaredDependency } from './manifest.ts';
import { parseSource } from './source.ts';
import { fitsRequirement } from './version-requirement.ts';

/** One way in which a local crate needs a locked one. */
interface MemberEdge {
  readonly to: LockEntry;
  readonly scope: Scope;
  readonly requirement?: string;
}

export interface MemberEdges {
  readonly edges: readonly MemberEdge[];
  /** Declared by the manifest, and nothing in the lockfile fits. */
  readonly missing: readonly DeclaredDependency[];
  /** In the lockfile, and the manifest does not declare it any more. */
  readonly surplus: readonly LockEntry[];
}

/**
 * A Cargo.lock lists what a local crate needs without saying how; its manifest does. Several versions of one crate
 * (renamed dependencies) are told apart by the version each declaration asks for.
 */
export function memberEdges(crate: LocalCrate, locked: readonly LockEntry[]): MemberEdges {
  const declared = crate.manifest.dependencies.filter((dependency) => crate.isMember || dependency.kind !== 'dev');
  const byName = groupByName(locked, (entry) => foldName(entry.name));
  const edges: MemberEdge[] = [];
  const missing: DeclaredDependency[] = [];
  const used = new Set<LockEntry>();
  for (const dependency of declared) {
    const named = byName.get(foldName(dependency.name)) ?? [];
    const fitting = fittingEntries(dependency, named);
    for (const to of fitting) {
      used.add(to);
      const { requirement } = dependency;
      edges.push({ to, scope: dependencyScope(dependency), ...(requirement !== undefined && { requirement }) });
    }
    if (fitting.length === 0 && isExpected(dependency, crate)) missing.push(dependency);
  }
  const surplus = locked.filter((entry) => !used.has(entry));
  return { edges: [...edges, ...surplus.map((to) => ({ to, scope: 'unknown' }) as const)], missing, surplus };
}

/** How a local crate needs what it declares. */
export function dependencyScope(dependency: DeclaredDependency): Scope {
  if (dependency.kind === 'dev') return 'dev';
  if (dependency.optional && !dependency.onByDefault) return 'optional';
  return dependency.kind === 'build' ? 'build' : 'runtime';
}

// `[patch]` may put any source in the place of a declared one, so the version decides, and the source only
// between crates of one name and a fitting version.
function fittingEntries(dependency: DeclaredDependency, named: readonly LockEntry[]): readonly LockEntry[] {
  const fitting = named.filter((entry) => fitsRequirement(entry.version, dependency.requirement));
  if (fitting.length < 2) return fitting;
  const ofSource = fitting.filter((entry) => isFromDeclaredSource(entry, dependency));
  return ofSource.length === 0 ? fitting : ofSource;
}

function isFromDeclaredSource(entry: LockEntry, { git, directory, outside }: DeclaredDependency): boolean {
  if (directory !== undefined || outside === true) return entry.source === undefined;
  const source = entry.source === undefined ? undefined : parseSource(entry.source);
  return git === undefined ? source?.kind === 'registry' : source?.kind === 'git' && source.url === git.url;
}

// Of a path dependency outside the workspace the lockfile holds only the features that are asked for, and an
// inherited dependency whose workspace is out of sight may have another name.
function isExpected(dependency: DeclaredDependency, crate: LocalCrate): boolean {
  return !dependency.inherits && (crate.isMember || !dependency.optional);
}

// Early registries took `_` for `-`; the lockfile has the real name.
function foldName(name: string): string {
  return name.replaceAll('_', '-');
}
