import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import type { JsonKeys } from '../formats/json-keys.ts';
import { readJson } from '../formats/json.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { indexLines } from '../formats/line-index.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { withoutCredentials } from '../formats/vcs-source.ts';
import { readModuleFile, type ModuleFile } from './module-file.ts';

/** Reads the lockfile of rules_jvm_external, which pins Maven artifacts with their sha256. */
export const mavenInstallReader: Reader = {
  id: 'bazel-maven-install',
  version: 1,
  kind: 'lockfile',
  claims: ['*maven_install.json'],
  group: 'file',
  read: ofOneFile(read),
};

interface Found {
  readonly packages: ReadonlyMap<string, ThirdPartyPackage>;
  readonly edges: readonly LockedEdge[];
}

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = value;
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const artifacts = recordField(root, 'artifacts');
  const tree = listField(recordField(root, 'dependency_tree'), 'dependencies');
  if (artifacts === undefined && tree === undefined)
    return unreadable(diagnostic('lockfile-unparsable', 'neither `artifacts` nor `dependency_tree`', { path, line: 1 }));
  const found =
    artifacts === undefined ? ofTree(tree ?? [], file, diagnostics) : ofArtifacts(artifacts, root, { path, keys, diagnostics });
  const directory = directoryOf(path);
  const modules = moduleFilesIn(directory, group, diagnostics);
  const project = { ...(modules[0]?.project ?? namelessProject(directory)), lockfile: path };
  const asked = directArtifacts(root, modules);
  const direct = [...found.packages.values()]
    .filter((item) => asked.has(stripVersion(item.key)))
    .map((item) => ({ from: project.key, to: item.key, scope: 'runtime' as const }));
  const packages: LockedPackage[] = [
    project,
    ...[...found.packages.values()].map((item) => ({ ...item, stated: { project: project.key, scopes: ['runtime'] as const } })),
  ];
  return { packages, edges: [...direct, ...found.edges], diagnostics };
}

interface Coordinate {
  readonly group: string;
  readonly artifact: string;
  readonly type?: string | undefined;
  readonly classifier?: string | undefined;
  readonly version?: string | undefined;
}

function mavenPackage(
  key: string,
  coordinate: Coordinate,
  facts: { path: string; line: number | undefined; sha256: string | undefined },
): ThirdPartyPackage | undefined {
  const { group, artifact, type, classifier, version } = coordinate;
  const purl = makePurl({
    type: 'maven',
    namespace: group,
    name: artifact,
    version,
    qualifiers: { type: type === 'jar' ? undefined : type, classifier },
  });
  if (purl === undefined || version === undefined) return undefined;
  const { path, line, sha256 } = facts;
  return {
    kind: 'third-party',
    key,
    purl,
    name: `${group}:${artifact}`,
    resolution: 'locked',
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    hashes: hexHash('SHA-256', sha256),
  };
}

// Version 2: `artifacts` by `group:artifact[:type[:classifier]]` with a sha256 per classifier (`jar` is the main one).
function ofArtifacts(
  artifacts: UnknownRecord,
  root: UnknownRecord,
  context: { path: string; keys: JsonKeys; diagnostics: Diagnostic[] },
): Found {
  const { path, keys, diagnostics } = context;
  const packages = new Map<string, ThirdPartyPackage>();
  for (const [key, entry] of Object.entries(artifacts)) {
    const [group = '', artifact = '', type, classifier] = key.split(':');
    const [version, shasums, line] = [textField(entry, 'version'), recordField(entry, 'shasums'), keys.line('artifacts', key)];
    const coordinate = { group, artifact, type, classifier, version };
    const own = mavenPackage(key, coordinate, {
      path,
      line,
      sha256: textField(shasums, classifier ?? 'jar') ?? textField(shasums, type ?? 'jar'),
    });
    if (own === undefined) {
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${key}\` is not an artifact with a version`, { path, line }));
      continue;
    }
    const others = Object.keys(shasums ?? {}).filter((name) => !['jar', 'sources', 'javadoc', classifier, type].includes(name));
    // Only its classifier variants may be there, without the plain archive.
    if (others.length === 0 || field(shasums, 'jar') !== undefined || classifier !== undefined) packages.set(key, own);
    for (const name of others) {
      const variant = mavenPackage(
        `${key}:${type ?? 'jar'}:${name}`,
        { ...coordinate, classifier: name },
        { path, line, sha256: textField(shasums, name) },
      );
      if (variant !== undefined && !packages.has(variant.key)) packages.set(variant.key, variant);
    }
  }
  const edges = Object.entries(recordField(root, 'dependencies') ?? {}).flatMap(([from, list]) =>
    (Array.isArray(list) ? list : []).flatMap((to: unknown): LockedEdge[] => {
      if (typeof to !== 'string' || !packages.has(from) || from === to) return [];
      if (packages.has(to)) return [{ from, to, scope: 'runtime' }];
      diagnostics.push(
        diagnostic('lockfile-edge-unresolved', `\`${from}\` needs \`${to}\`, which the lockfile does not hold`, {
          path,
          line: keys.line('dependencies', from),
        }),
      );
      return [];
    }),
  );
  return { packages, edges };
}

// Version 0.1: a list with `coord: group:artifact[:type[:classifier]]:version`.
function ofTree(tree: readonly unknown[], file: ClaimedFile, diagnostics: Diagnostic[]): Found {
  const { path } = file;
  const lines = indexLines(file.text(), /^\s*"coord"\s*:\s*"([^"]+)"/);
  const packages = new Map<string, ThirdPartyPackage>();
  for (const entry of tree) {
    const coord = textField(entry, 'coord') ?? '';
    const parts = coord.split(':');
    const [group = '', artifact = ''] = parts;
    const [type, classifier] = parts.slice(2, -1);
    if (classifier === 'sources' || classifier === 'javadoc') continue;
    const line = lines.get(coord);
    const item = mavenPackage(
      coord,
      { group, artifact, type, classifier, version: parts.length > 2 ? parts.at(-1) : undefined },
      { path, line, sha256: textField(entry, 'sha256') },
    );
    if (item === undefined) {
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${coord}\` is not an artifact with a version`, { path, line }));
      continue;
    }
    const url = textField(entry, 'url');
    packages.set(coord, { ...item, ...(url !== undefined && { origins: [{ kind: 'download', url: withoutCredentials(url) }] }) });
  }
  const edges = tree.flatMap((entry): LockedEdge[] => {
    const from = textField(entry, 'coord') ?? '';
    const list = listField(entry, 'directDependencies') ?? listField(entry, 'dependencies') ?? [];
    return list.flatMap((to) =>
      typeof to === 'string' && packages.has(from) && packages.has(to) && from !== to ? [{ from, to, scope: 'runtime' }] : [],
    );
  });
  return { packages, edges };
}

function moduleFilesIn(directory: string, group: ReadGroup, problems: Diagnostic[]): ModuleFile[] {
  return ['MODULE.bazel', 'WORKSPACE', 'WORKSPACE.bazel']
    .flatMap((name) => siblingFile(group.fs, pathIn(directory, name), problems) ?? [])
    .map(readModuleFile);
}

function namelessProject(directory: string): ModuleFile['project'] {
  const name = directory.split('/').at(-1) || '.';
  return { kind: 'first-party', key: '<root>', path: directory, name, occurrences: [], licenses: [] };
}

// Newer lockfiles have a hash per input artifact; else the literals of MODULE.bazel or WORKSPACE say what was asked for.
function directArtifacts(root: UnknownRecord, modules: readonly ModuleFile[]): ReadonlySet<string> {
  const inputs = field(root, '__INPUT_ARTIFACTS_HASH');
  if (!isRecord(inputs)) return new Set(modules.flatMap((module) => [...module.mavenArtifacts]));
  const keys = Object.keys(inputs).filter((key) => key.includes(':'));
  return new Set(keys.map(stripVersion));
}

function stripVersion(key: string): string {
  return key.split(':').slice(0, 2).join(':');
}
