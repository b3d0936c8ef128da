import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { field, isRecord, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import type { DeclaredDependency } from './dependencies.ts';
import { parseInstallPath, type TreeEntry } from './install-tree.ts';
import { readFlags, type LockText, type ReadTree } from './lock-packages.ts';
import { isArchive } from './locks/member.ts';
import { isGitSource, registryVersion } from './npm-purl.ts';

interface Pending {
  readonly key: string;
  readonly source: unknown;
  /** Keys of the JSON document that lead here, for its line. */
  readonly trail: readonly string[];
}

/**
 * Reads the nested `dependencies` of a version 1 lockfile, and of npm-shrinkwrap.json files older than npm 5,
 * which have no version at all. Each level stands for one `node_modules` folder.
 */
export function readLockDependencies(root: UnknownRecord, lock: LockText): ReadTree {
  const tree = new Map<string, TreeEntry>();
  const diagnostics: Diagnostic[] = [];
  const queue: Pending[] = children('', root, []);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const line = lock.keys.line(...next.trail);
    const entry = isRecord(next.source) ? readEntry(next.key, next.source, line) : 'is not an object';
    if (typeof entry === 'string') {
      const message = `entry \`${next.key.slice(0, 200)}\` ${entry}`;
      diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path: lock.path, line }));
      continue;
    }
    tree.set(next.key, entry);
    if (entry.kind === 'link' && !tree.has(entry.target)) tree.set(entry.target, linkedProject(entry.target, next.source));
    if (isRecord(next.source)) queue.push(...children(next.key, next.source, next.trail));
  }
  return { tree, diagnostics };
}

function children(holder: string, source: UnknownRecord, trail: readonly string[]): Pending[] {
  const prefix = holder === '' ? 'node_modules/' : `${holder}/node_modules/`;
  return Object.entries(recordField(source, 'dependencies') ?? {}).map(([name, child]) => ({
    key: prefix + name,
    source: child,
    trail: [...trail, 'dependencies', name],
  }));
}

/** The entry, or what is wrong with it. */
function readEntry(key: string, source: UnknownRecord, line: number | undefined): TreeEntry | string {
  const path = parseInstallPath(key);
  if (path === undefined) return 'is not the path of a package';
  const written = textField(source, 'version');
  if (written === undefined) return 'has no version';
  const at = line === undefined ? {} : { line };
  if (written.startsWith('file:') && !isArchive(written))
    return { kind: 'link', key, target: written.slice('file:'.length).replace(/^\.\//, ''), ...at };
  const alias = /^npm:(.+)@([^@]+)$/.exec(written);
  const isElsewhere = isGitSource(written) || /^(?:https?|file):/.test(written);
  const resolved = isElsewhere ? written : textField(source, 'resolved');
  const version = alias?.[2] ?? (isElsewhere ? registryVersion(written) : written);
  const integrity = textField(source, 'integrity');
  const name = alias?.[1] ?? path.name;
  return {
    kind: 'package',
    key,
    name,
    ...(name !== path.name && { alias: path.name }),
    ...(version !== undefined && { version }),
    ...(resolved !== undefined && { resolved }),
    ...(integrity !== undefined && { integrity }),
    dependencies: readRequires(source),
    licenses: [],
    platforms: [],
    inBundle: field(source, 'bundled') === true,
    flagged: readFlags(source),
    ...at,
  };
}

// `requires` holds runtime and optional dependencies together, and no peers
function readRequires(source: unknown): readonly DeclaredDependency[] {
  return textEntries(source, 'requires').map(([name, requirement]) => ({
    name,
    requirement,
    scope: 'runtime',
    map: 'dependencies',
    mayBeAbsent: field(source, 'optional') === true,
  }));
}

function linkedProject(key: string, source: unknown): TreeEntry {
  return { kind: 'project', key, dependencies: readRequires(source), licenses: [] };
}
