import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, Reader, ReadGroup } from '../ecosystem.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { readToml } from '../formats/toml.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import {
  coveredManifest,
  groupByName,
  headerLines,
  lockContext,
  ownProject,
  toPackage,
  toStale,
  type LockContext,
  type LockRow,
} from './locks/rows.ts';
import { manifestEdges, withStated } from './locks/stated.ts';
import { mayHold } from './marker.ts';
import { foldName } from './names.ts';
import { DEFAULT_INDEX, indexSource, urlSource, vcsSource, type PypiSource } from './source.ts';

/** Reads pylock.toml and pylock.<name>.toml, the lockfile that all Python tools share (PEP 751). */
export const pylockReader: Reader = {
  id: 'pylock',
  version: 1,
  kind: 'lockfile',
  claims: ['pylock.toml', 'pylock.*.toml'],
  group: 'file',
  read: ofOneFile(readLock),
};

interface PylockRow extends LockRow {
  readonly dependencies: readonly UnknownRecord[];
  readonly scopes: readonly Scope[];
  readonly written: UnknownRecord;
}

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: root, problem } = readToml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const version = textField(root, 'lock-version');
  if (version === undefined || !/^1(?:\.|$)/.test(version)) {
    const message = `pylock version \`${(version ?? 'none').slice(0, 20)}\` is not 1`;
    return unreadable(diagnostic('lockfile-version-unsupported', message, { path: file.path }));
  }
  const list = listField(root, 'packages');
  if (list === undefined && field(root, 'packages') !== undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'expected `packages` to be a list of tables', { path: file.path }));
  }
  const context = lockContext(file.path, group.fs);
  const rows = toRows(list ?? [], root, headerLines(file.text(), 'packages', list?.length ?? 0), context);
  const packages = rows.flatMap((row): LockedPackage[] => {
    const found = toPackage(row, context);
    return found === undefined ? [] : [withStated(found, row.scopes)];
  });
  const known = new Set(packages.map((item) => item.key));
  // `pylock.<name>.toml` locks a part of what the manifest asks for
  const isWhole = baseName(file.path) === 'pylock.toml';
  const manifest = coveredManifest(context.directory, context);
  const byName = groupByName(rows);
  const ofManifest = manifestEdges(
    manifest,
    { byName, keysOf: (row) => [row.key] },
    isWhole ? context : { ...context, stale: [] },
  );
  const edges = [...ofManifest, ...rows.flatMap((row) => toEdges(row, byName, context))];
  return {
    packages: [ownProject(manifest, context, rows), ...packages],
    edges: edges.filter((edge) => (edge.from === '' || known.has(edge.from)) && known.has(edge.to)),
    diagnostics: [...context.diagnostics, ...context.stale],
    covers: [...context.covers],
    stale: toStale(context),
  };
}

// One package may stand in several rows, each for its own environments, so the key is the position.
function toRows(list: readonly unknown[], root: UnknownRecord, lines: readonly number[], context: LockContext): PylockRow[] {
  const scopesOf = toScopes(root);
  return list.flatMap((item, index) => {
    const name = textField(item, 'name');
    const line = lines[index];
    if (!isRecord(item) || name === undefined || name === '') {
      context.diagnostics.push(
        diagnostic('lockfile-entry-invalid', 'a package without a name', { path: context.lockfile, line }),
      );
      return [];
    }
    const version = textField(item, 'version');
    const marker = textField(item, 'marker');
    const files = [field(item, 'sdist'), ...(listField(item, 'wheels') ?? []), field(item, 'archive')].filter(isRecord);
    const download = files.length === 1 || isRecord(field(item, 'sdist')) ? textField(files[0], 'url') : undefined;
    const source = toSource(item);
    return [
      {
        key: `${index}`,
        name,
        ...(version !== undefined && version !== '' && { version }),
        source,
        fileHashes: files.flatMap((one) =>
          Object.entries(recordField(one, 'hashes') ?? {}).map(([algorithm, value]) => `${algorithm}:${String(value)}`),
        ),
        ...(source.kind === 'index' && download !== undefined && /^https?:/.test(download) && { download }),
        ...(marker !== undefined && marker !== '' && { markers: [marker] }),
        ...(line !== undefined && { line }),
        dependencies: (listField(item, 'dependencies') ?? []).filter(isRecord),
        scopes: scopesOf(marker),
        written: item,
      },
    ];
  });
}

function toSource(item: UnknownRecord): PypiSource {
  const vcs = recordField(item, 'vcs');
  if (vcs !== undefined) {
    return vcsSource({
      type: textField(vcs, 'type') ?? 'git',
      url: textField(vcs, 'url') ?? textField(vcs, 'path') ?? '',
      revision: textField(vcs, 'commit-id') ?? textField(vcs, 'requested-revision'),
      subdirectory: textField(vcs, 'subdirectory'),
    });
  }
  const directory = textField(recordField(item, 'directory'), 'path');
  if (directory !== undefined) return { kind: 'local', path: directory };
  const archive = recordField(item, 'archive');
  if (archive !== undefined) {
    const [url, path] = [textField(archive, 'url'), textField(archive, 'path')];
    return url === undefined ? { kind: 'local', path: path ?? '.' } : urlSource(url);
  }
  const index = textField(item, 'index');
  return index === undefined ? DEFAULT_INDEX : indexSource(index);
}

// What is installed without being asked for is the default groups; extras ship, other groups are for development (PEP 735).
function toScopes(root: UnknownRecord): (marker: string | undefined) => readonly Scope[] {
  const extras = new Set(texts(root, 'extras'));
  const groups = new Set(texts(root, 'default-groups'));
  const none: ReadonlySet<string> = new Set();
  return (marker) => {
    if (mayHold(marker, { extras: none, groups })) return ['runtime'];
    return mayHold(marker, { extras, groups }) ? ['optional'] : ['dev'];
  };
}

function texts(root: UnknownRecord, key: string): string[] {
  return (listField(root, key) ?? []).filter((text) => typeof text === 'string');
}

// A dependency repeats as many fields of a package as it takes to mean one (PEP 751, `packages.dependencies`).
function toEdges(row: PylockRow, byName: ReadonlyMap<string, readonly PylockRow[]>, context: LockContext): LockedEdge[] {
  return row.dependencies.flatMap((dependency) => {
    const name = textField(dependency, 'name') ?? '';
    const targets = (byName.get(foldName(name)) ?? []).filter((target) => repeats(dependency, target.written));
    if (targets.length === 0) {
      const message = `\`${row.name}\` depends on \`${name.slice(0, 200)}\`, which the lockfile does not hold`;
      context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: context.lockfile, line: row.line }));
    }
    return targets.map((target) => ({ from: row.key, to: target.key, scope: 'runtime' as const }));
  });
}

function repeats(part: UnknownRecord, whole: UnknownRecord): boolean {
  return Object.keys(part).every((key) => {
    const [asked, given] = [field(part, key), field(whole, key)];
    if (key === 'name') return true;
    return isRecord(asked)
      ? isRecord(given) && Object.keys(asked).every((inner) => String(field(asked, inner)) === String(field(given, inner)))
      : asked === given;
  });
}
