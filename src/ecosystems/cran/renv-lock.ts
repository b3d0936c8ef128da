import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
} from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { isRecord, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { BASE_PACKAGES, parseDependencies, readDescription } from './description.ts';
import { installedIn } from './library.ts';
import { DEPENDENCY_FIELDS, toRProject } from './project.ts';
import { packageSource, repositoriesOf, type Repositories } from './source.ts';

/** Reads renv.lock with the DESCRIPTION beside it, which tells what the project itself names. */
export const renvLockReader: Reader = {
  id: 'renv-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['renv.lock'],
  group: 'file',
  read: ofOneFile(read),
};

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = value;
  const entries = recordField(root, 'Packages');
  if (entries === undefined)
    return unreadable(diagnostic('lockfile-unparsable', 'expected an object `Packages`', { path, line: 1 }));
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const directory = directoryOf(path);
  const description = siblingFile(group.fs, pathIn(directory, 'DESCRIPTION'), diagnostics);
  const fields = description === undefined ? undefined : readDescription(description.text());
  const project: FirstPartyPackage = { ...toRProject(directory, description?.path, fields), lockfile: path };
  const repositories = repositoriesOf(root);
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  for (const [key, entry] of Object.entries(entries)) {
    const here = { path, line: keys.line('Packages', key) };
    const item = isRecord(entry) ? toPackage(key, entry, { here, project, repositories, group }) : undefined;
    if (item !== undefined) packages.set(key, item);
    else diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${key}\` has no version`, here));
  }
  const edges = Object.entries(entries).flatMap(([from, entry]) => entryEdges(from, entry, packages));
  const direct = DEPENDENCY_FIELDS.flatMap(({ field, scope }) => edgesOf(project.key, fields?.get(field), scope, packages));
  const missing = DEPENDENCY_FIELDS.filter(({ scope }) => scope === 'runtime')
    .flatMap(({ field }) => parseDependencies(fields?.get(field)))
    .find(({ name }) => !packages.has(name) && !BASE_PACKAGES.has(name));
  const stale = missing === undefined ? [] : [notLocked(missing.name, path, { path: description?.path })];
  return {
    packages: [...packages.values()],
    edges: [...direct, ...edges],
    diagnostics: [...diagnostics, ...stale],
    covers: description === undefined ? [] : [description.path],
    ...staleBecause(path, stale),
  };
}

interface EntryContext {
  readonly here: { readonly path: string; readonly line: number | undefined };
  readonly project: FirstPartyPackage;
  readonly repositories: Repositories;
  readonly group: ReadGroup;
}

function toPackage(
  key: string,
  entry: UnknownRecord,
  { here, project, repositories, group }: EntryContext,
): LockedPackage | undefined {
  const name = textField(entry, 'Package') ?? key;
  const version = textField(entry, 'Version');
  const occurrences = [{ path: here.path, ...(here.line !== undefined && { line: here.line }) }];
  if (version === undefined) return undefined;
  const source = packageSource(name, version, entry, repositories);
  if (source === 'local')
    return { kind: 'first-party', key, path: project.path, name, version, lockfile: here.path, occurrences, licenses: [] };
  if (source === undefined) return undefined;
  const [hash, license] = [textField(entry, 'Hash'), textField(entry, 'License')];
  const installed = installedIn(project.path, name, group.fs);
  return {
    kind: 'third-party',
    key,
    purl: source.purl,
    resolution: 'locked',
    occurrences,
    ...(source.origin !== undefined && { origins: [source.origin] }),
    // renv's hash is that of some DESCRIPTION fields, not of an archive (`renv_hash_description`).
    ...(hash !== undefined && { properties: { 'licet:renv:hash': hash } }),
    licenses:
      license === undefined ? [] : [{ method: 'lockfile-field', raw: license, location: { root: 'tree', path: here.path } }],
    ...(installed.length > 0 && { installed }),
    stated: { project: project.key, scopes: ['unknown'] },
  };
}

// `Requirements` until renv 1.0; since renv 1.1 the fields of DESCRIPTION.
function entryEdges(from: string, entry: unknown, packages: ReadonlyMap<string, LockedPackage>): LockedEdge[] {
  if (!isRecord(entry) || !packages.has(from)) return [];
  const requirements = textsOf(entry['Requirements']);
  if (requirements !== undefined) return edgesOf(from, requirements, 'runtime', packages);
  return ['Depends', 'Imports', 'LinkingTo'].flatMap((field) => edgesOf(from, textsOf(entry[field]), 'runtime', packages));
}

function textsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(', ') : undefined;
}

// Packages of R itself are not locked, so a name without an entry is no gap.
function edgesOf(
  from: string,
  value: string | undefined,
  scope: Scope,
  packages: ReadonlyMap<string, LockedPackage>,
): LockedEdge[] {
  return parseDependencies(value)
    .filter(({ name }) => packages.has(name) && name !== from)
    .map(({ name, requirement }) => ({ from, to: name, scope, ...(requirement !== undefined && { requirement }) }));
}
