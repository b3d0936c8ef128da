import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ClaimedFile } from '../../ecosystem.ts';
import type { Decoded } from '../../formats/decoded.ts';
import { readToml } from '../../formats/toml.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import { headerLines, type LockRow } from '../locks/rows.ts';
import { foldName } from '../names.ts';
import { poetrySource } from '../pyproject/poetry-table.ts';
import { DEFAULT_INDEX, indexSource, urlSource, vcsSource, type PypiSource } from '../source.ts';
import type { VersionRule } from '../specifier.ts';

export interface PoetryDependency {
  readonly name: string;
  readonly rule: VersionRule;
  readonly source?: PypiSource;
  readonly extras: readonly string[];
  /** Extras of the depending package that ask for it; empty: it always does. */
  readonly forExtras: readonly string[];
  /** Only in some environments: it may be missing from the lockfile. */
  readonly isConditional: boolean;
}

export interface PoetryPackage extends LockRow {
  readonly dependencies: readonly PoetryDependency[];
  readonly extras: ReadonlySet<string>;
  /** How the lockfile itself says that it is used; `unknown` from Poetry 1.5 to 1.8. */
  readonly stated: readonly Scope[];
}

export interface PoetryLock {
  readonly packages: readonly PoetryPackage[];
  /** Of the pyproject.toml that it was made of. */
  readonly contentHash: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes a poetry.lock of any version (python-poetry/poetry `packages/locker.py`). */
export function readPoetryLock(file: ClaimedFile): Decoded<PoetryLock> {
  const { value: root, problem } = readToml(file, 'lockfile-unparsable');
  if (problem !== undefined) return { problem };
  const version = textField(field(root, 'metadata'), 'lock-version');
  if (version !== undefined && !/^[0-2](?:\.|$)/.test(version)) {
    const message = `poetry.lock version \`${version.slice(0, 20)}\` is newer than 2`;
    return { problem: diagnostic('lockfile-version-unsupported', message, { path: file.path }) };
  }
  const rows = listField(root, 'package');
  if (rows === undefined && (field(root, 'package') !== undefined || !isRecord(field(root, 'metadata')))) {
    return { problem: diagnostic('lockfile-unparsable', 'expected `package` to be a list of tables', { path: file.path }) };
  }
  const lines = headerLines(file.text(), 'package', rows?.length ?? 0);
  const files = new Map(
    Object.entries(recordField(field(root, 'metadata'), 'files') ?? recordField(field(root, 'metadata'), 'hashes') ?? {}).map(
      ([name, list]) => [foldName(name), list],
    ),
  );
  const packages = new Map<string, PoetryPackage>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, row] of (rows ?? []).entries()) {
    const where = { path: file.path, line: lines[index] };
    const item = toPackage(row, files, lines[index]);
    if (item === undefined)
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'a package without a name and a version', where));
    else if (packages.has(item.key))
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${item.key}\` stands twice; the first one counts`, where));
    else packages.set(item.key, item);
  }
  const contentHash = textField(field(root, 'metadata'), 'content-hash');
  return { value: { packages: [...packages.values()], contentHash, diagnostics } };
}

function toPackage(row: unknown, allFiles: ReadonlyMap<string, unknown>, line: number | undefined): PoetryPackage | undefined {
  const [name, version] = [textField(row, 'name'), textField(row, 'version')];
  if (name === undefined || name === '' || version === undefined || version === '') return undefined;
  const { source, written } = packageSource(recordField(row, 'source'));
  const files = listField(row, 'files') ?? (allFiles.get(foldName(name)) as readonly unknown[] | undefined);
  const description = textField(row, 'description');
  const extras = recordField(row, 'extras') ?? {};
  const markers = allMarkers(field(row, 'markers') ?? field(row, 'marker'));
  return {
    key: `${name} ${version}${written}`,
    name,
    version,
    source,
    // before lock version 1.0 the hashes stand without their algorithm, which is sha256
    fileHashes: (Array.isArray(files) ? files : []).flatMap((item) =>
      typeof item === 'string' ? `sha256:${item}` : (textField(item, 'hash') ?? []),
    ),
    ...(description !== undefined && { description }),
    ...(markers.length > 0 && { markers }),
    ...(line !== undefined && { line }),
    dependencies: Object.entries(recordField(row, 'dependencies') ?? {}).flatMap(([target, value]) =>
      (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((one) => toDependency(target, one, extras)),
    ),
    extras: new Set(Object.keys(extras).map(foldName)),
    stated: statedScopes(row),
  };
}

// `markers` is a text, or a text per group: `{ main = "…", dev = "…" }`. A group left out needs it everywhere.
function allMarkers(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(isRecord(value) ? value : {}).filter((marker) => typeof marker === 'string');
}

function statedScopes(row: unknown): readonly Scope[] {
  const main = field(row, 'optional') === true ? 'optional' : 'runtime';
  const groups = listField(row, 'groups');
  if (groups !== undefined && groups.length > 0) {
    const inMain = groups.includes('main');
    return [...(inMain ? [main as Scope] : []), ...(groups.some((group) => group !== 'main') ? ['dev' as const] : [])];
  }
  const category = textField(row, 'category');
  if (category === undefined) return ['unknown'];
  return [category === 'main' ? main : 'dev'];
}

function packageSource(table: UnknownRecord | undefined): { source: PypiSource; written: string } {
  const url = textField(table, 'url');
  if (table === undefined || url === undefined) return { source: DEFAULT_INDEX, written: '' };
  const type = textField(table, 'type') ?? '';
  const reference = textField(table, 'reference');
  const written = ` (${type}+${url}${reference === undefined ? '' : `@${reference}`})`;
  const revision = textField(table, 'resolved_reference') ?? reference;
  const subdirectory = textField(table, 'subdirectory');
  switch (type) {
    case 'git':
    case 'hg':
      return { source: vcsSource({ type, url, revision, subdirectory }), written };
    case 'directory':
    case 'file':
      return { source: { kind: 'local', path: url }, written };
    case 'url': {
      const source = urlSource(url);
      return { source: source.kind === 'url' && subdirectory !== undefined ? { ...source, subdirectory } : source, written };
    }
    default:
      return { source: indexSource(url), written };
  }
}

function toDependency(name: string, value: unknown, extras: UnknownRecord): PoetryDependency {
  const markers = textField(value, 'markers') ?? '';
  const source = poetrySource(value);
  const isOptional = field(value, 'optional') === true;
  const inMarkers = [...markers.matchAll(/\bextra\s*==\s*["']([^"']+)["']/g)].map((match) => foldName(match[1] ?? ''));
  return {
    name,
    rule: { syntax: 'poetry', text: typeof value === 'string' ? value : (textField(value, 'version') ?? '*') },
    ...(source !== undefined && { source }),
    extras: (listField(value, 'extras') ?? []).filter((extra) => typeof extra === 'string').map(foldName),
    forExtras: isOptional || inMarkers.length > 0 ? [...new Set([...inMarkers, ...extrasWith(name, extras)])] : [],
    isConditional: isOptional || markers !== '' || textField(value, 'python') !== undefined,
  };
}

// `[package.extras] socks = ["PySocks (>=1.5.6,!=1.5.7)"]`
function extrasWith(name: string, extras: UnknownRecord): string[] {
  return Object.entries(extras)
    .filter(([, list]) => Array.isArray(list) && list.some((text) => typeof text === 'string' && startsWithName(text, name)))
    .map(([extra]) => foldName(extra));
}

function startsWithName(text: string, name: string): boolean {
  return foldName(/^[\w.-]+/.exec(text)?.[0] ?? '') === foldName(name);
}
