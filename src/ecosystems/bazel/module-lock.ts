import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import type { JsonKeys } from '../formats/json-keys.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { field, isRecord, listField, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { readIntegrity } from '../npm/integrity.ts';
import { readModuleFile, type ModuleFile } from './module-file.ts';
import { modulePackage, overriddenPackage } from './module-package.ts';

/** Reads MODULE.bazel.lock: the graph of Bazel 6.3 to 7.1, the registry files that later versions keep instead. */
export const moduleLockReader: Reader = {
  id: 'bazel-module-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['MODULE.bazel.lock'],
  group: 'file',
  read: ofOneFile(read),
};

interface LockContext {
  readonly path: string;
  readonly keys: JsonKeys;
  readonly module: ModuleFile | undefined;
  readonly diagnostics: Diagnostic[];
}

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = value;
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const sibling = siblingFile(group.fs, pathIn(directoryOf(path), 'MODULE.bazel'), diagnostics);
  const module = sibling === undefined ? undefined : readModuleFile(sibling);
  const context = { path, keys, module, diagnostics };
  const graph = recordField(root, 'moduleDepGraph');
  const files = recordField(root, 'registryFileHashes');
  const result =
    graph !== undefined ? ofGraph(graph, context) : files === undefined ? undefined : ofRegistryFiles(files, context);
  if (result === undefined) {
    const version = field(root, 'lockFileVersion');
    if (typeof version === 'number')
      return unreadable(
        diagnostic('lockfile-version-unsupported', `lockFileVersion ${version} lists no modules`, {
          path,
          line: keys.line('lockFileVersion'),
        }),
      );
    return unreadable(diagnostic('lockfile-unparsable', 'neither `moduleDepGraph` nor `registryFileHashes`', { path, line: 1 }));
  }
  return { ...result, covers: sibling === undefined ? [] : [sibling.path] };
}

function toProject({ path, module }: LockContext): LockedPackage {
  const directory = directoryOf(path);
  if (module !== undefined) return { ...module.project, lockfile: path };
  const name = directory.split('/').at(-1) || '.';
  return { kind: 'first-party', key: '<root>', path: directory, name, lockfile: path, occurrences: [], licenses: [] };
}

// bazel_tools and local_config_platform are part of Bazel itself.
const BUILT_IN: ReadonlySet<string> = new Set(['bazel_tools', 'local_config_platform']);

function ofGraph(graph: UnknownRecord, context: LockContext): ReadResult {
  const { path, keys, module, diagnostics } = context;
  const packages = new Map<string, LockedPackage>();
  for (const [key, node] of Object.entries(graph)) {
    const name = textField(node, 'name') ?? '';
    if (BUILT_IN.has(name)) continue;
    const line = keys.line('moduleDepGraph', key);
    const item = key === '<root>' ? toProject(context) : isRecord(node) ? toModule(key, node, context) : undefined;
    if (item !== undefined) packages.set(key, item);
    else diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${key}\` has no name or version`, { path, line }));
  }
  const devNames = new Set(module?.dependencies.filter(({ scope }) => scope === 'dev').map(({ name }) => name));
  const edges = Object.entries(graph).flatMap(([from, node]) =>
    textEntries(node, 'deps').flatMap(([, to]): LockedEdge[] => {
      if (!packages.has(from) || !packages.has(to) || from === to) return [];
      const target = packages.get(to);
      const isDev = from === '<root>' && target !== undefined && devNames.has(to.slice(0, to.indexOf('@')));
      return [{ from, to, scope: isDev ? 'dev' : 'runtime' }];
    }),
  );
  // What only Bazel's own modules need is needed to build.
  const stated = packages.has('<root>') ? { stated: { project: '<root>', scopes: ['build'] as const } } : {};
  const all = [...packages.values()].map((item) => (item.kind === 'first-party' ? item : { ...item, ...stated }));
  return { packages: all, edges, diagnostics };
}

function toModule(key: string, node: UnknownRecord, { path, keys, module, diagnostics }: LockContext): LockedPackage | undefined {
  const [name, version] = [textField(node, 'name'), textField(node, 'version')];
  const line = keys.line('moduleDepGraph', key);
  const attributes = recordField(recordField(node, 'repoSpec'), 'attributes');
  const integrity = textField(attributes, 'integrity');
  const hashes = integrity === undefined ? undefined : readIntegrity(integrity);
  for (const invalid of hashes?.invalid ?? [])
    diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${invalid}\` of \`${key}\` is not a hash`, { path, line }));
  if (name === undefined || name === '') return undefined;
  const facts = {
    key,
    name,
    version: version === '' ? undefined : version,
    resolution: 'locked',
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    hashes: hashes?.hashes,
    urls: (listField(attributes, 'urls') ?? []).filter((url) => typeof url === 'string'),
  } as const;
  // `name@_`: an override took it from elsewhere.
  const override = module?.overrides.get(name);
  if (override !== undefined && override.kind !== 'version') return overriddenPackage(facts, override, directoryOf(path));
  return facts.version === undefined ? undefined : modulePackage(facts);
}

// A module was selected when its source.json was fetched; of the others only MODULE.bazel was looked at.
function ofRegistryFiles(files: UnknownRecord, context: LockContext): ReadResult {
  const { path, keys, module, diagnostics } = context;
  const project = toProject(context);
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const byName = new Map<string, string[]>();
  for (const url of Object.keys(files)) {
    const [, registry, name = '', version = ''] =
      /^(.*)\/modules\/([^/]+)\/([^/]+)\/source\.json$/.exec(url.slice(0, 2000)) ?? [];
    if (registry === undefined || field(files, url) === null) continue;
    const line = keys.line('registryFileHashes', url);
    const key = `${name}@${version}`;
    const item = modulePackage({
      key,
      name,
      version,
      registry,
      resolution: 'locked',
      occurrences: [{ path, ...(line !== undefined && { line }) }],
    });
    if (item === undefined || item.kind === 'first-party' || packages.has(key)) continue;
    packages.set(key, { ...item, stated: { project: project.key, scopes: ['unknown'] } });
    byName.set(name, [...(byName.get(name) ?? []), key]);
  }
  const edges: LockedEdge[] = [];
  for (const { name, version, scope, line } of module?.dependencies ?? []) {
    const override = module?.overrides.get(name);
    const occurrences = [{ path: module?.project.manifest ?? path, line }];
    const overridden =
      override === undefined || override.kind === 'version'
        ? undefined
        : overriddenPackage({ key: name, name, resolution: 'locked', occurrences }, override, directoryOf(path));
    if (overridden !== undefined) packages.set(name, overridden);
    const keysOfName = overridden === undefined ? (byName.get(name) ?? []) : [name];
    const requirement = version === undefined ? {} : { requirement: version };
    // Several versions are there only with multiple_version_override: then the one that is asked for.
    const exact = keysOfName.filter((key) => key === `${name}@${version ?? ''}`);
    for (const to of exact.length > 0 ? exact : keysOfName) edges.push({ from: project.key, to, scope, ...requirement });
    if (keysOfName.length === 0)
      diagnostics.push(
        diagnostic('lockfile-stale', `\`${name}\` is declared, and ${path} does not hold it`, {
          path: module?.project.manifest,
          line,
        }),
      );
  }
  const stale = diagnostics.find((item) => item.code === 'lockfile-stale');
  return {
    packages: [...packages.values()],
    edges,
    diagnostics,
    ...(stale !== undefined && { stale: [{ path, reason: stale.message }] }),
  };
}
