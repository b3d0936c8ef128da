import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { isRecord, listField, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { contentHashes, packageKey } from './nuget-purl.ts';
import {
  directoryProject,
  findProjectFile,
  isProjectFile,
  namedProject,
  projectFileIn,
  projectName,
} from './project-identity.ts';
import { resultBuilder } from './result-builder.ts';
import { normaliseVersion } from './version.ts';

/** Reads obj/project.assets.json: what a restore decided, with the whole graph per framework and runtime. */
export const projectAssetsReader: Reader = {
  id: 'nuget-project-assets',
  version: 1,
  kind: 'lockfile',
  claims: ['project.assets.json'],
  group: 'file',
  read: ofOneFile(readAssets),
};

function readAssets(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 3 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = document;
  const targets = recordField(root, 'targets');
  if (targets === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no map of `targets`', { path: file.path, line: 1 }));
  }
  const builder = resultBuilder();
  const own = ownProject(file.path, recordField(root, 'project'), group);
  const project = builder.project({ ...own, lockfile: file.path });
  const libraries = recordField(root, 'libraries') ?? {};
  for (const [target, content] of Object.entries(targets)) {
    const entries = indexTarget(content);
    for (const { id, version, key, isProject, written } of entries.values()) {
      const line = keys.line('libraries', written) ?? keys.line('targets', target, written);
      const at = { path: file.path, ...(line !== undefined && { line }) };
      const library = recordField(libraries, written);
      if (isProject) builder.project({ ...memberProject(id, key, library, { file, group }), occurrences: [at] });
      else builder.add({ id, version, hashes: contentHashes(textField(library, 'sha512')), at });
    }
    for (const { key, entry } of entries.values()) {
      for (const [name, requirement] of textEntries(entry, 'dependencies')) {
        const to = entries.get(name.toLowerCase());
        if (to !== undefined) builder.edge({ from: key, to: to.key, scope: 'runtime', requirement });
      }
    }
    const isPrivate = privateIds(root, target);
    for (const item of listField(recordField(root, 'projectFileDependencyGroups'), target.split('/', 1)[0] ?? '') ?? []) {
      const [, id, requirement] = typeof item === 'string' ? (/^(\S+)(?:\s+(.*))?$/.exec(item) ?? []) : [];
      const to = id === undefined ? undefined : entries.get(id.toLowerCase());
      if (id === undefined || to === undefined) continue;
      const scope = isPrivate.has(id.toLowerCase()) ? 'dev' : 'runtime';
      builder.edge({ from: project, to: to.key, scope, ...(requirement !== undefined && { requirement }) });
    }
  }
  const result = builder.result();
  const covers = own.manifest === undefined ? [] : [own.manifest];
  return { ...result, diagnostics: [...document.diagnostics, ...result.diagnostics], covers };
}

interface TargetEntry {
  readonly id: string;
  readonly version: string;
  readonly key: string;
  readonly isProject: boolean;
  /** `Name/1.0.0` as written. */
  readonly written: string;
  readonly entry: UnknownRecord;
}

/** By lower-case id: a target holds each package once. */
function indexTarget(target: unknown): ReadonlyMap<string, TargetEntry> {
  const entries = isRecord(target) ? Object.entries(target) : [];
  return new Map(
    entries.flatMap(([written, entry]) => {
      const slash = written.lastIndexOf('/');
      if (slash < 1 || !isRecord(entry)) return [];
      const id = written.slice(0, slash);
      const version = normaliseVersion(written.slice(slash + 1)) ?? written.slice(slash + 1);
      const isProject = textField(entry, 'type') === 'project';
      const key = isProject ? `member:${id.toLowerCase()}` : packageKey(id, version);
      return [[id.toLowerCase(), { id, version, key, isProject, written, entry }] as const];
    }),
  );
}

// `suppressParent: All` is what `PrivateAssets="all"` of a reference becomes.
function privateIds(root: UnknownRecord, target: string): ReadonlySet<string> {
  const frameworks = Object.values(recordField(recordField(root, 'project'), 'frameworks') ?? {});
  const groups = Object.keys(recordField(root, 'projectFileDependencyGroups') ?? {});
  // the sections of the project are named by alias (`net8.0`), the targets in full: they stand in the same order
  const own = frameworks[groups.indexOf(target.split('/', 1)[0] ?? '')];
  const dependencies = Object.entries(recordField(own, 'dependencies') ?? {});
  return new Set(
    dependencies.flatMap(([id, value]) =>
      textField(value, 'suppressParent')?.toLowerCase() === 'all' ? [id.toLowerCase()] : [],
    ),
  );
}

// `restore.projectPath` is a path of another machine: only its last part says something.
function ownProject(path: string, described: UnknownRecord | undefined, { fs }: ReadGroup): FirstPartyPackage {
  const here = directoryOf(path);
  const directory = baseName(here) === 'obj' ? directoryOf(here) : here;
  const restore = recordField(described, 'restore');
  const written = (textField(restore, 'projectPath') ?? '').replaceAll('\\', '/');
  const name = isProjectFile(written) ? projectName(written) : textField(restore, 'projectName');
  const manifest = projectFileIn(directory, fs, name);
  if (manifest !== undefined) return { ...namedProject(manifest), occurrences: [{ path: manifest }, { path }] };
  const unnamed = directoryProject(directory, path);
  return name === undefined || name === '' ? unnamed : { ...unnamed, name };
}

function memberProject(
  id: string,
  key: string,
  library: UnknownRecord | undefined,
  { file, group }: { readonly file: ClaimedFile; readonly group: ReadGroup },
): FirstPartyPackage {
  const written = (textField(library, 'msbuildProject') ?? textField(library, 'path') ?? '').replaceAll('\\', '/');
  const name = isProjectFile(written) ? projectName(written) : id;
  const found = findProjectFile(name, group.paths);
  if (found !== undefined) return { ...namedProject(found), key };
  return { ...directoryProject(directoryOf(file.path), file.path), key, name };
}
