import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson, type JsonDocument } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { field, isRecord, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { evaluateProject } from './msbuild/evaluate.ts';
import { msBuildLoader } from './msbuild/loader.ts';
import { packageReferences, type PackageReference } from './msbuild/package-references.ts';
import { contentHashes, packageKey } from './nuget-purl.ts';
import { directoryProject, findProjectFile, namedProject, projectFileIn, toProject } from './project-identity.ts';
import { resultBuilder, type ResultBuilder } from './result-builder.ts';
import { normaliseVersion } from './version.ts';

/** Reads packages.lock.json, which a project with `RestorePackagesWithLockFile` has beside it. */
export const packagesLockReader: Reader = {
  id: 'nuget-packages-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['packages.lock.json', 'packages.*.lock.json'],
  group: 'file',
  read: ofOneFile(readPackagesLock),
};

function readPackagesLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 3 });
  if (problem !== undefined) return unreadable(problem);
  const { root } = document;
  const version = field(root, 'version');
  if (version !== 1 && version !== 2) {
    const message = `version \`${JSON.stringify(version)?.slice(0, 40) ?? 'none'}\` is not one that is read (1, 2)`;
    return unreadable(
      diagnostic('lockfile-version-unsupported', message, { path: file.path, line: document.keys.line('version') }),
    );
  }
  const sections = recordField(root, 'dependencies');
  if (sections === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no map of `dependencies`', { path: file.path, line: 1 }));
  }
  const builder = resultBuilder();
  const own = ownProject(file.path, group);
  const project = builder.project({ ...own.project, lockfile: file.path });
  const context: LockContext = {
    path: file.path,
    document,
    builder,
    project,
    sections,
    references: own.references,
    paths: group.paths,
  };
  for (const framework of Object.keys(sections)) readSection(framework, context);
  const stale = staleDiagnostics(own.references, sections, file.path);
  const result = builder.result();
  return {
    ...result,
    diagnostics: [...document.diagnostics, ...own.diagnostics, ...result.diagnostics, ...stale],
    covers: own.project.manifest === undefined ? [] : [own.project.manifest],
    ...(stale[0] !== undefined && { stale: [{ path: file.path, reason: stale[0].message }] }),
  };
}

interface LockContext {
  readonly path: string;
  readonly document: JsonDocument;
  readonly builder: ResultBuilder;
  readonly project: string;
  readonly sections: UnknownRecord;
  readonly references: readonly PackageReference[] | undefined;
  readonly paths: readonly string[];
}

interface OwnProject {
  readonly project: FirstPartyPackage;
  readonly references?: readonly PackageReference[];
  readonly diagnostics: readonly Diagnostic[];
}

// `packages.<project>.lock.json` where several projects share a folder
function ownProject(lockfile: string, { fs }: ReadGroup): OwnProject {
  const directory = directoryOf(lockfile);
  const named = /^packages\.(.+)\.lock\.json$/.exec(baseName(lockfile))?.[1];
  const path = projectFileIn(directory, fs, named);
  if (path === undefined) return { project: directoryProject(directory, lockfile), diagnostics: [] };
  const loader = msBuildLoader(fs);
  const evaluated = evaluateProject(path, loader);
  return { project: toProject(evaluated), references: packageReferences(evaluated), diagnostics: loader.diagnostics };
}

/** One framework, `net8.0`, or what a runtime adds to it, `net8.0/win-x64`. */
function readSection(framework: string, context: LockContext): void {
  const { builder, sections, path, document } = context;
  const entries = entriesOf(sections, framework);
  const base = framework.includes('/') ? entriesOf(sections, framework.slice(0, framework.indexOf('/'))) : undefined;
  const scopes = new Map(context.references?.map((reference) => [reference.id.toLowerCase(), reference.scope]));
  const keyOf = (id: string): string | undefined => entries.get(id.toLowerCase())?.key ?? base?.get(id.toLowerCase())?.key;
  for (const { id, entry, key } of entries.values()) {
    const line = document.keys.line('dependencies', framework, id);
    const at = { path, ...(line !== undefined && { line }) };
    if (isProjectEntry(entry)) builder.project({ ...memberProject(id, context), occurrences: [at] });
    else if (key === undefined) builder.problem(diagnostic('lockfile-entry-invalid', `\`${id}\` has no resolved version`, at));
    else {
      const version = normaliseVersion(textField(entry, 'resolved') ?? '') ?? textField(entry, 'resolved');
      const hashes = contentHashes(textField(entry, 'contentHash'));
      builder.add({ id, version, hashes, at, stated: { project: context.project, scopes: ['runtime'] } });
    }
  }
  const needed = new Set<string>();
  for (const { entry, key } of entries.values()) {
    if (key === undefined) continue;
    for (const [name, requirement] of textEntries(entry, 'dependencies')) {
      const to = keyOf(name);
      needed.add(name.toLowerCase());
      if (to !== undefined) builder.edge({ from: key, to, scope: 'runtime', requirement });
      else {
        const message = `\`${key}\` depends on \`${name}\`, which \`${framework}\` does not hold`;
        builder.problem(diagnostic('lockfile-edge-unresolved', message, { path }));
      }
    }
  }
  for (const { id, entry, key } of entries.values()) {
    if (key === undefined) continue;
    const requirement = textField(entry, 'requested');
    const isOwn = textField(entry, 'type') === 'Direct' || (isProjectEntry(entry) && !needed.has(id.toLowerCase()));
    if (!isOwn) continue;
    const scope = scopes.get(id.toLowerCase()) ?? 'runtime';
    builder.edge({ from: context.project, to: key, scope, ...(requirement !== undefined && { requirement }) });
  }
}

interface SectionEntry {
  readonly id: string;
  readonly entry: UnknownRecord;
  readonly key: string | undefined;
}

function entriesOf(sections: UnknownRecord, framework: string): ReadonlyMap<string, SectionEntry> {
  const section = recordField(sections, framework) ?? {};
  return new Map(
    Object.entries(section).flatMap(([id, entry]) => {
      if (!isRecord(entry)) return [[id.toLowerCase(), { id, entry: {}, key: undefined }] as const];
      const resolved = textField(entry, 'resolved');
      const key = isProjectEntry(entry)
        ? `member:${id.toLowerCase()}`
        : resolved === undefined
          ? undefined
          : packageKey(id, normaliseVersion(resolved) ?? resolved);
      return [[id.toLowerCase(), { id, entry, key }] as const];
    }),
  );
}

function isProjectEntry(entry: unknown): boolean {
  return textField(entry, 'type') === 'Project';
}

// The lockfile names projects in lower case and does not say where they are.
function memberProject(id: string, { paths, path }: LockContext): FirstPartyPackage {
  const key = `member:${id.toLowerCase()}`;
  const found = findProjectFile(id, paths);
  if (found !== undefined) return { ...namedProject(found), key };
  return { ...directoryProject(directoryOf(path), path), key, name: id };
}

function staleDiagnostics(
  references: readonly PackageReference[] | undefined,
  sections: UnknownRecord,
  lockfile: string,
): Diagnostic[] {
  if (references === undefined) return [];
  const locked = new Set(Object.keys(sections).flatMap((framework) => [...entriesOf(sections, framework).keys()]));
  return references
    .filter((reference) => !reference.conditional && !locked.has(reference.id.toLowerCase()))
    .map(({ id, file, line }) => {
      const message = `\`${id}\` is referenced, and ${lockfile} does not hold it`;
      return diagnostic('lockfile-stale', message, { path: file, line });
    });
}
