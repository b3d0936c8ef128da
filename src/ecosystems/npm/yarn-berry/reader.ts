import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { unreadable, type ReadResult } from '../../../domain/read-result.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ClaimedFile, ReadGroup } from '../../ecosystem.ts';
import { field, isRecord, recordField, textField } from '../../formats/values.ts';
import { readYaml } from '../../formats/yaml.ts';
import { declaredAs } from '../locks/declared-as.ts';
import { dependencyMaps, type DependencyPairs } from '../locks/dependency-map.ts';
import { withInstallPaths } from '../locks/install-paths.ts';
import { lockGraph, type LockGraph } from '../locks/lock-graph.ts';
import { explainedManifests, memberManifest } from '../locks/member.ts';
import { scanYamlKeyLines } from '../locks/yaml-key-lines.ts';
import type { Manifest } from '../manifest.ts';
import { berryCache, berryGlobalCache } from './cache.ts';
import { berryCatalogs } from './catalogs.ts';
import { descriptorIndex, type Resolve } from './descriptors.ts';
import { toBerryPackage, toEntry, workspacePath, type BerryEntry, type BerryPlace } from './packages.ts';
import { staleFindings } from './stale.ts';

const OLDEST = 3;

/** yarn.lock of yarn 2 and later (`__metadata` version 3 to 10): a graph from resolution to resolution. */
export function readYarnBerry(group: ReadGroup, file: ClaimedFile): ReadResult {
  const { path } = file;
  const tolerated: Diagnostic[] = [];
  const decoded = readYaml(file, 'lockfile-unparsable', tolerated);
  if (decoded.problem !== undefined) return unreadable(decoded.problem);
  const root = decoded.value[0];
  if (!isRecord(root)) return unreadable(diagnostic('lockfile-unparsable', 'expected a map at the top', { path, line: 1 }));
  const lines = scanYamlKeyLines(file.text())[0];
  const version = Number(textField(field(root, '__metadata'), 'version'));
  if (!(version >= OLDEST))
    return unreadable(
      diagnostic('lockfile-version-unsupported', 'yarn lockfile without a `__metadata` version that is read (3 or later)', {
        path,
        line: lines?.line('__metadata') ?? 1,
      }),
    );
  const graph = lockGraph(path);
  for (const { message, line } of tolerated) graph.report('lockfile-duplicate-key', message, line);
  const entries = Object.entries(root).flatMap(([key, value]) => {
    if (key === '__metadata') return [];
    const entry = toEntry(key, value, lines?.line(key));
    if (entry === undefined) graph.report('lockfile-entry-invalid', `\`${key}\` has no resolution`, lines?.line(key));
    return entry === undefined ? [] : [entry];
  });
  return addEntries(graph, entries, group);
}

function addEntries(graph: LockGraph, entries: readonly BerryEntry[], group: ReadGroup): ReadResult {
  const manifests = new Map(
    entries.map((entry) => {
      const directory = workspacePath(entry, group.root);
      return [entry.key, directory === undefined ? undefined : memberManifest(group.fs, directory)] as const;
    }),
  );
  const [inTree, inHome] = [berryCache(group.fs, group.root), berryGlobalCache(group.caches.get('yarn-berry'))];
  const installed: BerryPlace['installed'] = (locator, checksum) => [...inTree(locator), ...inHome(locator, checksum)];
  const place = { path: graph.path, directory: group.root, fs: group.fs, installed };
  for (const entry of entries) {
    const item = toBerryPackage(entry, place, manifests.get(entry.key));
    if (item === undefined) graph.report('lockfile-entry-invalid', `\`${entry.key}\` names no package`, entry.line);
    else graph.add(item);
  }
  const resolve = descriptorIndex(
    entries.map(({ descriptors, key }) => [descriptors, key] as const),
    { root: memberManifest(group.fs, group.root), catalog: berryCatalogs(group.fs, group.root) },
  );
  const pairs = dependencyMaps();
  const stale: Diagnostic[] = [];
  for (const entry of entries) {
    const manifest = manifests.get(entry.key);
    const dependencies = pairs(entry.value, 'dependencies');
    connectEntry(graph, { entry, manifest, dependencies, resolve });
    if (manifest !== undefined) stale.push(...staleFindings(manifest, dependencies));
  }
  const linked = entries.flatMap((entry) => connectLinked(graph, { entry, group, resolve }));
  const found = graph.finish();
  const explained = explainedManifests(found.packages, (key) => key.includes('@link:'));
  const result = { ...found, covers: [...explained, ...linked] };
  return {
    ...result,
    packages: withInstallPaths(result.packages, result.edges, group),
    diagnostics: [...result.diagnostics, ...stale],
    ...(stale[0] !== undefined && { stale: [{ path: graph.path, reason: stale[0].message }] }),
  };
}

interface Connection {
  readonly entry: BerryEntry;
  readonly manifest: Manifest | undefined;
  readonly dependencies: DependencyPairs;
  readonly resolve: Resolve;
}

// Peers make no edge here: the lockfile says what is asked for and not which instance answers it, and whoever
// provides a peer has its own edge to it, so nothing is out of reach.
function connectEntry(graph: LockGraph, { entry, manifest, dependencies, resolve }: Connection): void {
  const meta = recordField(entry.value, 'dependenciesMeta');
  for (const [name, range] of dependencies) {
    const optional = textField(field(meta, name), 'optional') === 'true';
    const to = resolve({ from: entry.key, name, range });
    if (to === undefined) {
      if (!optional) graph.report('lockfile-edge-unresolved', `no entry for \`${name}@${range}\``, entry.line);
      continue;
    }
    for (const scope of scopesOf(entry, { manifest, name, optional })) graph.connect(entry.key, to, scope, range);
  }
}

/**
 * A `link:` folder has no dependencies in the lockfile: it uses what is installed around it. Where the lockfile holds the
 * very descriptors that its manifest asks for, those are the versions it gets; the manifest is covered when all are there.
 */
function connectLinked(
  graph: LockGraph,
  { entry, group, resolve }: Pick<Connection, 'entry' | 'resolve'> & { group: ReadGroup },
): string[] {
  const item = graph.get(entry.key);
  if (
    entry.source.kind !== 'local' ||
    !entry.key.includes('@link:') ||
    item?.kind !== 'first-party' ||
    item.manifest === undefined
  )
    return [];
  const dependencies = memberManifest(group.fs, item.path)?.dependencies.filter(({ map }) => map !== 'peerDependencies') ?? [];
  const targets = dependencies.map(({ name, requirement }) => resolve({ from: entry.key, name, range: requirement }));
  for (const [index, { scope, requirement }] of dependencies.entries()) {
    const to = targets[index];
    if (to !== undefined) graph.connect(entry.key, to, scope, requirement);
  }
  return targets.includes(undefined) ? [] : [item.manifest];
}

// A member's entry holds dependencies and devDependencies in one map: only its manifest tells them apart.
function scopesOf(
  entry: BerryEntry,
  { manifest, name, optional }: { manifest: Manifest | undefined; name: string; optional: boolean },
): readonly Scope[] {
  if (entry.source.kind !== 'workspace') return [optional ? 'optional' : 'runtime'];
  const declared = declaredAs(manifest, name).filter((item) => item.map !== 'peerDependencies');
  return declared.length === 0 ? ['unknown'] : declared.map(({ scope }) => scope);
}
