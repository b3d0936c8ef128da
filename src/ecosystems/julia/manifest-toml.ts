import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { readToml } from '../formats/toml.ts';
import { field, isRecord, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { vcsOrigin } from '../formats/vcs-source.ts';
import { readProjectToml, type JuliaProject } from './project-toml.ts';
import { allowsJuliaVersion } from './compat.ts';

/** Reads a Manifest.toml of either format with the Project.toml files of its environment. */
export const juliaManifestReader: Reader = {
  id: 'julia-manifest',
  version: 1,
  kind: 'lockfile',
  claims: ['Manifest.toml', 'JuliaManifest.toml', 'Manifest-v*.toml'],
  group: 'file',
  read: ofOneFile(read),
};

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly uuid: string;
  readonly record: UnknownRecord;
  readonly line?: number;
}

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readToml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const format = textField(value, 'manifest_format');
  if (format !== undefined && !/^[12]\./.test(format))
    return unreadable(
      diagnostic('lockfile-version-unsupported', `manifest format \`${format}\` is not one we know`, { path, line: 1 }),
    );
  const diagnostics: Diagnostic[] = [];
  const entries = entriesOf(value, file, diagnostics);
  const directory = directoryOf(path);
  const projects = projectsOf(directory, group, diagnostics);
  const owner = projects[0]?.project ?? namelessProject(directory);
  const packages = new Map<string, LockedPackage>();
  for (const { project } of projects) packages.set(project.key, { ...project, lockfile: path });
  if (projects.length === 0) packages.set(owner.key, { ...owner, lockfile: path });
  const own = new Map(projects.flatMap(({ uuid, project }) => (uuid === undefined ? [] : [[uuid, project.key] as const])));
  const shipped: string[] = [];
  const keyOf = new Map<string, string>(own);
  for (const entry of entries) {
    if (keyOf.has(entry.uuid)) continue;
    if (isStandardLibrary(entry.record)) {
      shipped.push(entry.name);
      continue;
    }
    const item = toPackage(entry, { path, directory, owner: owner.key });
    if (item === undefined) {
      diagnostics.push(
        diagnostic('lockfile-entry-invalid', `\`${entry.name}\` is not the name of a package`, { path, line: entry.line }),
      );
      continue;
    }
    packages.set(entry.key, item);
    keyOf.set(entry.uuid, entry.key);
  }
  if (shipped.length > 0)
    diagnostics.push(
      diagnostic('toolchain-part', `${shipped.length} packages are those of Julia itself: ${shipped.toSorted().join(', ')}`, {
        path,
      }),
    );
  const uuidOf = new Map(entries.map(({ name, uuid }) => [name, uuid]));
  const edges = entries.flatMap((entry) => entryEdges(entry, uuidOf, keyOf));
  const stale: Diagnostic[] = [];
  const direct = projects.flatMap((project) => projectEdges(project, keyOf, { entries, path, stale }));
  return {
    packages: [...packages.values()],
    edges: [...direct, ...edges],
    diagnostics: [...diagnostics, ...stale],
    covers: projects.flatMap(({ project }) => project.manifest ?? []),
    ...(stale[0] !== undefined && { stale: [{ path, reason: stale[0].message }] }),
  };
}

// Format 1 has the packages at the top, format 2 below `deps`; each name has a list, one entry per uuid.
function entriesOf(root: UnknownRecord, file: ClaimedFile, diagnostics: Diagnostic[]): Entry[] {
  const lines = indexLines(file.text(), /^\s*\[\[(?:deps\.)?["']?([^\]"']+)["']?\]\]/);
  const byName = field(root, 'manifest_format') === undefined ? root : (recordField(root, 'deps') ?? {});
  return Object.entries(byName).flatMap(([name, list]) => {
    if (!Array.isArray(list)) return [];
    const line = lines.get(name);
    return list.flatMap((record: unknown) => {
      const uuid = textField(record, 'uuid');
      if (isRecord(record) && uuid !== undefined)
        return [{ key: `${name} ${uuid}`, name, uuid, record, ...(line !== undefined && { line }) }];
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${name}\` has no uuid`, { path: file.path, line }));
      return [];
    });
  });
}

function isStandardLibrary(record: UnknownRecord): boolean {
  return ['git-tree-sha1', 'path', 'repo-url'].every((key) => field(record, key) === undefined);
}

function namelessProject(directory: string): JuliaProject['project'] {
  const name = directory.split('/').at(-1) || '.';
  return { kind: 'first-party', key: `project ${directory}`, path: directory, name, occurrences: [], licenses: [] };
}

// The environment's project, and those of its workspace (Julia 1.12): all of them share the manifest.
function projectsOf(directory: string, group: ReadGroup, problems: Diagnostic[]): JuliaProject[] {
  const found = new Map<string, JuliaProject>();
  const queue = [directory];
  for (let at = 0; at < queue.length && at < 1000; at += 1) {
    const next = queue[at] ?? '';
    if (found.has(next)) continue;
    const file = ['JuliaProject.toml', 'Project.toml']
      .map((name) => siblingFile(group.fs, pathIn(next, name), problems))
      .find((sibling) => sibling !== undefined);
    const project = file === undefined ? undefined : readProjectToml(file, next, problems);
    if (project === undefined) continue;
    found.set(next, project);
    for (const member of project.members) queue.push(pathIn(next, member));
  }
  return [...found.values()];
}

function toPackage(entry: Entry, context: { path: string; directory: string; owner: string }): LockedPackage | undefined {
  const { key, name, uuid, record, line } = entry;
  const { path, directory, owner } = context;
  const version = textField(record, 'version');
  const occurrences = [{ path, ...(line !== undefined && { line }) }];
  const local = textField(record, 'path');
  if (local !== undefined) {
    const target = /^(?:\/|[A-Za-z]:)/.test(local) ? undefined : joinPath(directory, local.replaceAll('\\', '/'));
    return {
      kind: 'first-party',
      key,
      path: target ?? directory,
      name,
      ...(version !== undefined && { version }),
      lockfile: path,
      occurrences,
      licenses: [],
    };
  }
  const [url, tree, subpath] = [
    textField(record, 'repo-url'),
    textField(record, 'git-tree-sha1'),
    textField(record, 'repo-subdir'),
  ];
  const revision = textField(record, 'repo-rev');
  const purl = makePurl({ type: 'julia', name, version, qualifiers: { uuid } });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key,
    purl,
    // Pkg locks the tree; Julia 1.0 wrote no version beside it when the package's own Project.toml had none.
    resolution: version === undefined ? 'declared' : 'locked',
    occurrences,
    ...(url !== undefined && { origins: [vcsOrigin({ url, revision })] }),
    properties: {
      // The hash of a git tree, not of a file.
      ...(tree !== undefined && { 'licet:julia:git-tree-sha1': tree }),
      ...(subpath !== undefined && { 'licet:julia:repo-subdir': subpath }),
    },
    stated: { project: owner, scopes: ['unknown'] },
  };
}

// A list of names, or names with uuids where a name alone is not unique. Weak dependencies are not needed.
function entryEdges(entry: Entry, uuidOf: ReadonlyMap<string, string>, keyOf: ReadonlyMap<string, string>): LockedEdge[] {
  const from = keyOf.get(entry.uuid);
  const list = field(entry.record, 'deps');
  if (from === undefined || list === undefined) return [];
  const uuids = Array.isArray(list)
    ? list.flatMap((name: unknown) => uuidOf.get(String(name)) ?? [])
    : textEntries(entry.record, 'deps').map(([, uuid]) => uuid);
  return uuids.flatMap((uuid) => {
    const to = keyOf.get(uuid);
    return to === undefined || to === from ? [] : [{ from, to, scope: 'runtime' as const }];
  });
}

interface DirectContext {
  readonly entries: readonly Entry[];
  readonly path: string;
  readonly stale: Diagnostic[];
}

// Pkg holds what comes from a registry to `[compat]`, and not what somebody develops or pins to a repository.
function publishedVersion(entry: Entry | undefined): string | undefined {
  const isOwn = entry === undefined || ['path', 'repo-url', 'repo-rev'].some((key) => field(entry.record, key) !== undefined);
  return isOwn || field(entry.record, 'git-tree-sha1') === undefined ? undefined : textField(entry.record, 'version');
}

function projectEdges(
  { project, dependencies }: JuliaProject,
  keyOf: ReadonlyMap<string, string>,
  context: DirectContext,
): LockedEdge[] {
  const locked = new Map(context.entries.map((entry) => [entry.uuid, entry]));
  return dependencies.flatMap(({ name, uuid, scope, requirement, line }) => {
    const to = keyOf.get(uuid);
    const version = requirement === undefined ? undefined : publishedVersion(locked.get(uuid));
    if (requirement !== undefined && version !== undefined && allowsJuliaVersion(requirement, version) === false) {
      const message = `\`${name} ${requirement.slice(0, 100)}\` is declared, and ${context.path} has \`${version.slice(0, 100)}\``;
      context.stale.push(diagnostic('lockfile-stale', message, { path: project.manifest, line }));
    }
    if (to !== undefined && to !== project.key)
      return [{ from: project.key, to, scope, ...(requirement !== undefined && { requirement }) }];
    if (to === undefined && scope === 'runtime' && !locked.has(uuid))
      context.stale.push(
        diagnostic('lockfile-stale', `\`${name}\` is declared, and ${context.path} does not hold it`, {
          path: project.manifest,
          line,
        }),
      );
    return [];
  });
}
