import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../../ecosystem.ts';
import type { Decoded } from '../../formats/decoded.ts';
import { readToml } from '../../formats/toml.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import { headerLines, type LockRow } from '../locks/rows.ts';
import { foldName } from '../names.ts';
import { DEFAULT_INDEX } from '../source.ts';
import { uvSource, type UvSource } from './source.ts';

/** How one package names another: version and source only where the name alone would not do. */
export interface UvDependency {
  readonly name: string;
  readonly version?: string;
  readonly source?: UvSource;
  readonly extras: readonly string[];
}

export interface UvPackage extends LockRow {
  readonly from: UvSource;
  readonly dependencies: readonly UvDependency[];
  /** By extra. */
  readonly optional: ReadonlyMap<string, readonly UvDependency[]>;
  readonly dev: readonly UvDependency[];
  /** What the manifest asked for when it was locked: folded name to specifier; absent before uv 0.2.36. */
  readonly requires?: ReadonlyMap<string, string>;
}

export interface UvRequirement {
  readonly name: string;
  readonly extras: readonly string[];
  readonly specifier?: string;
}

export interface UvLock {
  readonly packages: readonly UvPackage[];
  /** Groups of a workspace root that is no package itself. */
  readonly rootGroups: readonly UvRequirement[];
  /** Requirements of a script (PEP 723). */
  readonly rootRequirements: readonly UvRequirement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes a uv.lock (docs.astral.sh/uv/concepts/resolution, crates/uv-resolver/src/lock). */
export function readUvLock(file: ClaimedFile): Decoded<UvLock> {
  const { value: root, problem } = readToml(file, 'lockfile-unparsable');
  if (problem !== undefined) return { problem };
  const version = field(root, 'version');
  if (version !== 1) {
    const shown = typeof version === 'number' || typeof version === 'string' ? String(version) : 'none';
    const message = `uv.lock version \`${shown.slice(0, 20)}\` is not 1`;
    return { problem: diagnostic('lockfile-version-unsupported', message, { path: file.path }) };
  }
  // `[[distribution]]` before uv 0.4
  const table = field(root, 'package') === undefined && field(root, 'distribution') !== undefined ? 'distribution' : 'package';
  const rows = listField(root, table);
  if (field(root, table) !== undefined && rows === undefined) {
    return { problem: diagnostic('lockfile-unparsable', `expected \`${table}\` to be a list of tables`, { path: file.path }) };
  }
  const lines = headerLines(file.text(), table, rows?.length ?? 0);
  const packages = new Map<string, UvPackage>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, row] of (rows ?? []).entries()) {
    const where = { path: file.path, line: lines[index] };
    const item = toPackage(row, lines[index]);
    if (item === undefined)
      diagnostics.push(
        diagnostic('lockfile-entry-invalid', 'a package without a name, or from an unknown kind of source', where),
      );
    else if (packages.has(item.key))
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${item.key}\` stands twice; the first one counts`, where));
    else packages.set(item.key, item);
  }
  const manifest = recordField(root, 'manifest');
  const groups = Object.values(recordField(manifest, 'dependency-groups') ?? {}).flatMap(toRequirements);
  const requirements = toRequirements(field(manifest, 'requirements'));
  return { value: { packages: [...packages.values()], rootGroups: groups, rootRequirements: requirements, diagnostics } };
}

function toPackage(row: unknown, line: number | undefined): UvPackage | undefined {
  const name = textField(row, 'name');
  const written = field(row, 'source');
  const from = written === undefined ? { written: '', source: DEFAULT_INDEX } : uvSource(written);
  if (name === undefined || name === '' || from === undefined) return undefined;
  const version = textField(row, 'version');
  const files = [field(row, 'sdist'), ...(listField(row, 'wheels') ?? [])].filter(isRecord);
  const sdist = textField(files[0], 'url');
  const markers = (listField(row, 'resolution-markers') ?? listField(row, 'environment-markers') ?? []).filter(
    (marker) => typeof marker === 'string',
  );
  const dependencyTables = (key: string): [string, UvDependency[]][] =>
    Object.entries(recordField(row, key) ?? {}).map(([group, list]) => [group, toDependencies(list)]);
  const requires = toRequires(recordField(row, 'metadata'));
  const isOnlyFile = files.length === 1 || isRecord(field(row, 'sdist'));
  return {
    key: `${name} ${version ?? ''} (${from.written})`,
    name,
    ...(version !== undefined && version !== '' && { version }),
    source: from.source,
    from,
    fileHashes: files.flatMap((item) => textField(item, 'hash') ?? []),
    ...(from.source.kind === 'index' && isOnlyFile && sdist !== undefined && /^https?:/.test(sdist) && { download: sdist }),
    ...(markers.length > 0 && { markers }),
    ...(line !== undefined && { line }),
    dependencies: toDependencies(field(row, 'dependencies')),
    optional: new Map(dependencyTables('optional-dependencies').map(([extra, list]) => [foldName(extra), list])),
    dev: [...dependencyTables('dev-dependencies'), ...dependencyTables('dependency-groups')].flatMap(([, list]) => list),
    ...(requires !== undefined && { requires }),
  };
}

function toDependencies(list: unknown): UvDependency[] {
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((item) => {
    const name = textField(item, 'name');
    if (name === undefined) return [];
    const version = textField(item, 'version');
    const source = uvSource(field(item, 'source'));
    return [{ name, ...(version !== undefined && { version }), ...(source !== undefined && { source }), extras: toExtras(item) }];
  });
}

function toRequirements(list: unknown): UvRequirement[] {
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((item) => {
    const name = textField(item, 'name');
    const specifier = textField(item, 'specifier');
    return name === undefined ? [] : [{ name, extras: toExtras(item), ...(specifier !== undefined && { specifier }) }];
  });
}

function toExtras(item: unknown): string[] {
  const list = listField(item, 'extra') ?? listField(item, 'extras') ?? [textField(item, 'extra')];
  return list.filter((extra) => typeof extra === 'string').map(foldName);
}

function toRequires(metadata: UnknownRecord | undefined): ReadonlyMap<string, string> | undefined {
  if (metadata === undefined) return undefined;
  const lists = [field(metadata, 'requires-dist'), ...Object.values(recordField(metadata, 'requires-dev') ?? {})];
  const specifiers = new Map<string, Set<string>>();
  for (const { name, specifier } of lists.flatMap(toRequirements)) {
    const known = specifiers.get(foldName(name)) ?? new Set();
    specifiers.set(foldName(name), known.add(specifier ?? ''));
  }
  // one name asked for in several ways (per marker, per extra) has no single answer
  return new Map([...specifiers].map(([name, asked]) => [name, asked.size === 1 ? ([...asked][0] ?? '') : '']));
}
