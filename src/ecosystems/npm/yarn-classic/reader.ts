import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { joinPath } from '../../../domain/path.ts';
import { unreadable, type LockedPackage, type ReadResult } from '../../../domain/read-result.ts';
import type { ReadGroup } from '../../ecosystem.ts';
import { mergeConflictLine } from '../../formats/merge-conflict.ts';
import type { DeclaredDependency } from '../dependencies.ts';
import type { Manifest } from '../manifest.ts';
import { splitDescriptor } from '../locks/descriptor.ts';
import { withInstallPaths } from '../locks/install-paths.ts';
import { lockGraph, type LockGraph } from '../locks/lock-graph.ts';
import { explainedManifests, memberManifest, toMember } from '../locks/member.ts';
import { workspaceDirectories } from '../locks/workspace-members.ts';
import { keyOfEntry, localPath, toClassicPackage } from './packages.ts';
import { parseClassic, type ClassicEntry } from './parse.ts';

/** yarn.lock of yarn 1. It knows packages and their patterns; who asks for them stands in the manifests beside it. */
export function readYarnClassic(group: ReadGroup, path: string, text: string): ReadResult {
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return unreadable(diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict }));
  if (text.trim() === '') return unreadable(diagnostic('lockfile-unparsable', 'the file is empty', { path, line: 1 }));
  const { entries, wrongLine } = parseClassic(text);
  if (wrongLine !== undefined)
    return unreadable(diagnostic('lockfile-unparsable', 'not a line of a yarn v1 lockfile', { path, line: wrongLine }));
  const graph = lockGraph(path);
  const keyOf = addEntries(graph, entries, group);
  const members = readMembers(group);
  const find = patternIndex(keyOf, members[0]?.manifest);
  for (const entry of entries) connectEntry(graph, entry, find);
  const stale = addMembers(graph, members, { find, group });
  const result = graph.finish();
  return {
    ...result,
    covers: explainedManifests(result.packages, (key) => key.startsWith('link ') || key.includes('@link:')),
    packages: withInstallPaths(
      members[0]?.manifest === undefined ? ownerless(result.packages) : result.packages,
      result.edges,
      group,
    ),
    diagnostics: [...result.diagnostics, ...stale],
    ...(stale[0] !== undefined && { stale: [{ path, reason: stale[0].message }] }),
  };
}

function addEntries(graph: LockGraph, entries: readonly ClassicEntry[], group: ReadGroup): ReadonlyMap<string, string> {
  const keyOf = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.fields.has('version')) {
      graph.report('lockfile-entry-invalid', `\`${entry.patterns[0] ?? ''}\` has no version`, entry.line);
      continue;
    }
    const item = toClassicPackage(entry, { path: graph.path, directory: group.root, fs: group.fs });
    if (item === undefined) {
      graph.report('lockfile-entry-invalid', `\`${entry.patterns[0] ?? ''}\` names no package`, entry.line);
      continue;
    }
    const key = keyOfEntry(entry);
    if (graph.get(key) === undefined) graph.add(item);
    for (const pattern of entry.patterns) {
      if (keyOf.has(pattern))
        graph.report('lockfile-duplicate-key', `\`${pattern}\` stands twice; the first one counts`, entry.line);
      else keyOf.set(pattern, key);
    }
  }
  return keyOf;
}

// Without a manifest nobody names anything: all of it belongs to the root, and how it is used is unknown.
function ownerless(packages: readonly LockedPackage[]): LockedPackage[] {
  return packages.map((item) =>
    item.kind === 'first-party' ? item : { ...item, stated: { project: 'project .', scopes: ['unknown'] as const } },
  );
}

/** The key of the entry that `name@range` resolves to. */
type Find = (name: string, range: string) => string | undefined;

// A dependency that `resolutions` overrides may keep its range or stand in the lockfile under the forced one only.
function patternIndex(keyOf: ReadonlyMap<string, string>, root: Manifest | undefined): Find {
  const resolutions = new Map((root?.resolutions ?? []).map(([pattern, range]) => [nameOfResolution(pattern), range] as const));
  return (name, range) => {
    const exact = keyOf.get(`${name}@${range}`);
    const forced = resolutions.get(name);
    return exact ?? (forced === undefined ? undefined : keyOf.get(`${name}@${forced}`));
  };
}

function connectEntry(graph: LockGraph, entry: ClassicEntry, find: Find): void {
  const from = keyOfEntry(entry);
  const optional = new Set(entry.optionalDependencies.map(([name]) => name));
  for (const [name, range] of entry.dependencies.filter(([dependency]) => !optional.has(dependency))) {
    const to = find(name, range);
    if (to === undefined) graph.report('lockfile-edge-unresolved', `no entry for \`${name}@${range}\``, entry.line);
    else graph.connect(from, to, 'runtime', range);
  }
  for (const [name, range] of entry.optionalDependencies) {
    const to = find(name, range);
    if (to !== undefined) graph.connect(from, to, 'optional', range);
  }
}

interface Member {
  readonly key: string;
  readonly path: string;
  readonly manifest: Manifest | undefined;
}

/** The root and its workspace members. Without a package.json beside the lockfile the root is there and names nothing. */
function readMembers(group: ReadGroup): readonly Member[] {
  const manifest = memberManifest(group.fs, group.root);
  const root = { key: 'project .', path: group.root, manifest };
  if (manifest === undefined) return [root];
  return [
    root,
    ...workspaceDirectories(group.root, manifest, group.paths).map((path) => ({
      key: `project ${path}`,
      path,
      manifest: memberManifest(group.fs, path),
    })),
  ];
}

interface Context {
  readonly find: Find;
  readonly group: ReadGroup;
}

function addMembers(graph: LockGraph, members: readonly Member[], context: Context): Diagnostic[] {
  for (const { key, path, manifest } of members) graph.add(toMember({ key, path, lockfile: graph.path }, manifest));
  const byName = new Map(
    members.flatMap(({ key, manifest }) => (manifest?.name === undefined ? [] : [[manifest.name, key] as const])),
  );
  return members.flatMap(({ key, path, manifest }) =>
    (manifest?.dependencies ?? []).flatMap((dependency): Diagnostic[] => {
      if (manifest === undefined || dependency.map === 'peerDependencies') return [];
      const { name, requirement, scope } = dependency;
      const to =
        context.find(name, requirement) ?? byName.get(name) ?? localTarget(graph, dependency, { path, group: context.group });
      if (to !== undefined) {
        graph.connect(key, to, scope, requirement);
        return [];
      }
      if (localPath(requirement) !== undefined) return [];
      const reason = `the lockfile has no entry for \`${name}@${requirement}\``;
      return [diagnostic('lockfile-stale', reason, { path: manifest.path, line: manifest.lineOf(dependency.map, name) })];
    }),
  );
}

// `a/**/b`, `**/b`, `b@^1`: what is forced is the last name (yarn v1 resolution-map)
function nameOfResolution(pattern: string): string {
  const name = /(?:^|\/)((?:@[^/]+\/)?[^/]+)$/.exec(pattern)?.[1] ?? pattern;
  return splitDescriptor(name).name;
}

/** A directory of the repository that the manifest links to and the lockfile leaves out. */
function localTarget(
  graph: LockGraph,
  { name, requirement }: DeclaredDependency,
  { path: base, group }: { path: string; group: ReadGroup },
): string | undefined {
  const local = localPath(requirement);
  const path = local === undefined ? undefined : joinPath(base, local);
  if (path === undefined || group.fs.stat(path)?.kind !== 'directory') return undefined;
  const key = `link ${path}`;
  if (graph.get(key) === undefined)
    graph.add(toMember({ key, path, lockfile: graph.path, name }, memberManifest(group.fs, path)));
  return key;
}
