import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, Reader, ReadGroup } from '../ecosystem.ts';
import { readJson, type JsonDocument } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { field, isRecord, listField, recordField, textField } from '../formats/values.ts';
import {
  coveredManifest,
  groupByName,
  lockContext,
  ownProject,
  toPackage,
  toStale,
  type LockContext,
  type LockRow,
} from './locks/rows.ts';
import { noteOtherHash } from './locks/manifest-hash.ts';
import { manifestEdges, withStated } from './locks/stated.ts';
import type { PythonManifest } from './manifest.ts';
import { isName } from './names.ts';
import { loadPipfile } from './pipfile.ts';
import { pipfileHashes } from './pipfile-hash.ts';
import { poetrySource } from './pyproject/poetry-table.ts';
import { exactVersion } from './requirement.ts';
import { DEFAULT_INDEX, indexSource, type PypiSource } from './source.ts';

/** Reads Pipfile.lock: exact versions and no graph; the Pipfile beside it tells what the project itself asks for. */
export const pipfileLockReader: Reader = {
  id: 'pipfile-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['Pipfile.lock'],
  group: 'file',
  read: ofOneFile(readLock),
};

interface PipfileRow extends LockRow {
  readonly scope: Scope;
}

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  if (!isRecord(field(document.root, '_meta')) && recordField(document.root, 'default') === undefined) {
    return unreadable(
      diagnostic('lockfile-unparsable', 'neither `_meta` nor `default`: not a Pipfile.lock', { path: file.path }),
    );
  }
  const context = lockContext(file.path, group.fs);
  const rows = toRows(document, context);
  const pipfile = loadPipfile(context.directory, context.fs, context.diagnostics);
  const project = ownProject(nameOf(coveredManifest(context.directory, context), pipfile), context);
  const packages = rows.flatMap((row): LockedPackage[] => {
    const found = toPackage(row, context);
    return found === undefined ? [] : [withStated(found, [row.scope])];
  });
  const known = new Set(packages.map((item) => item.key));
  const edges = pipfile === undefined ? [] : declaredEdges(pipfile, rows, known, context);
  const locked = textField(field(field(document.root, '_meta'), 'hash'), 'sha256');
  noteOtherHash({ manifest: 'Pipfile', locked, current: pipfileHashes }, context);
  return {
    packages: [project, ...packages],
    edges,
    diagnostics: [...document.diagnostics, ...context.diagnostics, ...context.stale],
    covers: [...context.covers],
    stale: toStale(context),
  };
}

// A Pipfile names no project; the pyproject.toml beside it may.
function nameOf(pyproject: PythonManifest | undefined, pipfile: PythonManifest | undefined): PythonManifest | undefined {
  return pyproject ?? pipfile;
}

function toRows({ root, keys }: JsonDocument, context: LockContext): PipfileRow[] {
  const indexes = toIndexes(field(root, '_meta'));
  return Object.keys(root)
    .filter((section) => section !== '_meta')
    .flatMap((section) =>
      Object.entries(recordField(root, section) ?? {}).flatMap(([name, entry]) => {
        const line = keys.line(section, name);
        if (!isRecord(entry) || !isName(name)) {
          const message = `\`${name.slice(0, 200)}\` in \`${section.slice(0, 50)}\` is not a package`;
          context.diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path: context.lockfile, line }));
          return [];
        }
        const version = exactVersion(textField(entry, 'version'));
        const marker = textField(entry, 'markers');
        const row: PipfileRow = {
          key: `${section}/${name}`,
          name,
          ...(version !== undefined && { version }),
          source: toSource(entry, indexes),
          fileHashes: (listField(entry, 'hashes') ?? []).filter((hash) => typeof hash === 'string'),
          ...(marker !== undefined && { markers: [marker] }),
          ...(line !== undefined && { line }),
          scope: sectionScope(section),
        };
        return [row];
      }),
    );
}

// Sections other than these two are categories that somebody installs on purpose (`pipenv install --categories`).
function sectionScope(section: string): Scope {
  if (section === 'default') return 'runtime';
  return section === 'develop' ? 'dev' : 'optional';
}

interface Indexes {
  readonly byName: ReadonlyMap<string, PypiSource>;
  /** The one that is used for packages that name none: the first. */
  readonly first: PypiSource;
}

function toIndexes(meta: unknown): Indexes {
  const list = (listField(meta, 'sources') ?? []).flatMap((item) => {
    const url = textField(item, 'url');
    return url === undefined ? [] : [[textField(item, 'name') ?? '', indexSource(url)] as const];
  });
  return { byName: new Map(list), first: list[0]?.[1] ?? DEFAULT_INDEX };
}

function toSource(entry: unknown, { byName, first }: Indexes): PypiSource {
  const index = textField(entry, 'index');
  return poetrySource(entry) ?? (index === undefined ? first : (byName.get(index) ?? first));
}

function declaredEdges(
  pipfile: PythonManifest,
  rows: readonly PipfileRow[],
  known: ReadonlySet<string>,
  context: LockContext,
): LockedEdge[] {
  const scopes = [...new Set(pipfile.dependencies.map((dependency) => dependency.scope))];
  return scopes.flatMap((scope) => {
    const manifest = { ...pipfile, dependencies: pipfile.dependencies.filter((dependency) => dependency.scope === scope) };
    const byName = groupByName(rows.filter((row) => row.scope === scope));
    return manifestEdges(manifest, { byName, keysOf: (row) => [row.key] }, context).filter((edge) => known.has(edge.to));
  });
}
