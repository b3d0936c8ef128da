import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../../domain/path.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { LockedPackage, ThirdPartyPackage } from '../../../domain/read-result.ts';
import { toFileHashes } from '../hashes.ts';
import { directoryName, toProject, type PythonManifest } from '../manifest.ts';
import { foldName } from '../names.ts';
import { loadPyproject } from '../pyproject/load.ts';
import { localDirectory, pypiPurl, sourceOrigins, type PypiSource } from '../source.ts';

/** One package of a lockfile, whatever the format. */
export interface LockRow {
  readonly key: string;
  readonly name: string;
  readonly version?: string;
  readonly source: PypiSource;
  /** `sha256:…` of each file of the release. */
  readonly fileHashes: readonly string[];
  /** The source archive, or the only file there is. */
  readonly download?: string;
  readonly description?: string;
  /** Environments in which it is installed. */
  readonly markers?: readonly string[];
  readonly line?: number;
}

/** What the readers of lockfiles share while they read one. */
export interface LockContext {
  readonly lockfile: string;
  readonly directory: string;
  readonly fs: ReadOnlyFs;
  readonly diagnostics: Diagnostic[];
  /** Manifests of the projects that this lockfile explains. */
  readonly covers: Set<string>;
  readonly stale: Diagnostic[];
}

export function lockContext(lockfile: string, fs: ReadOnlyFs): LockContext {
  return { lockfile, directory: directoryOf(lockfile), fs, diagnostics: [], covers: new Set(), stale: [] };
}

/** The manifest of a directory, which from now on counts as explained by the lockfile. */
export function coveredManifest(directory: string, context: LockContext): PythonManifest | undefined {
  const decoded = loadPyproject(directory, context.fs, context.diagnostics);
  for (const name of ['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile']) {
    const path = joinPath(directory, name) ?? name;
    if (context.fs.stat(path)?.kind === 'file') context.covers.add(path);
  }
  return decoded?.isEmpty === true ? undefined : decoded?.manifest;
}

/**
 * The project that a lockfile without a package of its own belongs to, under the key `''`. Without a manifest it has the name of
 * the row that stands for its directory, if there is one.
 */
export function ownProject(
  manifest: PythonManifest | undefined,
  context: LockContext,
  rows: readonly LockRow[] = [],
): LockedPackage {
  const { lockfile, directory } = context;
  if (manifest === undefined) {
    const own = rows.find(({ source }) => source.kind === 'local' && localDirectory(directory, source.path) === directory);
    const name = own?.name ?? directoryName(directory);
    return { kind: 'first-party', key: '', path: directory, name, lockfile, occurrences: [{ path: lockfile }], licenses: [] };
  }
  const project = toProject(manifest, '');
  return { ...project, lockfile, occurrences: [...project.occurrences, { path: lockfile }] };
}

export function toPackage(row: LockRow, context: LockContext): LockedPackage | undefined {
  const here = { path: context.lockfile, ...(row.line !== undefined && { line: row.line }) };
  if (row.source.kind === 'local') return toLocalPackage(row, row.source.path, context, here);
  const purl = pypiPurl(row.name, row.version, row.source);
  if (purl === undefined) {
    const message = `\`${row.name.slice(0, 200)}\` has no valid package URL`;
    context.diagnostics.push(diagnostic('lockfile-entry-invalid', message, here));
    return undefined;
  }
  const { hashes, properties } = toFileHashes(row.fileHashes);
  const download = row.download === undefined ? [] : [{ kind: 'download', url: row.download } as const];
  const origins = [...sourceOrigins(row.source), ...download];
  const platforms = row.markers ?? [];
  return {
    kind: 'third-party',
    key: row.key,
    purl,
    name: row.name,
    resolution: 'locked',
    occurrences: [here],
    ...(row.description !== undefined && row.description !== '' && { description: row.description }),
    ...(hashes.length > 0 && { hashes }),
    ...(properties !== undefined && { properties }),
    ...(origins.length > 0 && { origins }),
    ...(platforms.length > 0 && { platforms }),
  } satisfies ThirdPartyPackage;
}

// A directory or an archive in the repository is never what the index has under that name.
function toLocalPackage(row: LockRow, path: string, context: LockContext, here: { path: string; line?: number }): LockedPackage {
  const isArchive = /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tar\.xz)$/i.test(path);
  const directory = localDirectory(context.directory, isArchive ? directoryOf(path) : path);
  const manifest = isArchive ? undefined : coveredManifest(directory, context);
  const project =
    manifest?.name !== undefined && foldName(manifest.name) === foldName(row.name) ? toProject(manifest, row.key) : undefined;
  return {
    kind: 'first-party',
    key: row.key,
    path: directory,
    name: row.name,
    licenses: [],
    ...(row.description !== undefined && { description: row.description }),
    ...project,
    ...(row.version !== undefined && { version: row.version }),
    lockfile: context.lockfile,
    occurrences: [here, ...(project?.occurrences ?? [])],
  };
}

/** More rows of one name than any tool writes. */
const MOST_ROWS = 500;

/**
 * Names (folded) to what the lockfile has under them. A name with absurdly many rows has none: nobody can tell which of them is
 * meant, and edges to all of them would be the square of the file.
 */
export function groupByName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = foldName(item.name);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [item]);
    else known.push(item);
  }
  for (const [name, items] of groups) if (items.length > MOST_ROWS) groups.delete(name);
  return groups;
}

/** 1-based lines of the `[[package]]` headers; none when their number is not that of the packages. */
export function headerLines(text: string, table: string, count: number): readonly number[] {
  const header = `[[${table}]]`;
  const lines = text.split('\n').flatMap((line, index) => (line.replaceAll(/\s/g, '').startsWith(header) ? [index + 1] : []));
  return lines.length === count ? lines : [];
}

export function toStale(context: LockContext): readonly { path: string; reason: string }[] {
  const [first] = context.stale;
  if (first === undefined) return [];
  const more = context.stale.length > 1 ? ` (and ${context.stale.length - 1} more)` : '';
  return [{ path: context.lockfile, reason: `${first.message}${more}` }];
}
