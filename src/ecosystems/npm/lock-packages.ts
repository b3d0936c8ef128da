import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Scope } from '../../domain/scope.ts';
import type { JsonKeys } from '../formats/json-keys.ts';
import { field, isRecord, listField, textField, type UnknownRecord } from '../formats/values.ts';
import { invalidDependencies, readDependencies } from './dependencies.ts';
import { isInsideModules, parseInstallPath, type InstallTree, type TreeEntry, type TreePackage } from './install-tree.ts';
import { readLicenseFields } from './license-field.ts';

export interface LockText {
  readonly path: string;
  readonly keys: JsonKeys;
}

export interface ReadTree {
  readonly tree: InstallTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the `packages` map of a version 2 or 3 lockfile (docs.npmjs package-lock.json; npm/cli arborist `lib/shrinkwrap.js`). */
export function readLockPackages(packages: UnknownRecord, lock: LockText): ReadTree {
  const tree = new Map<string, TreeEntry>();
  const diagnostics: Diagnostic[] = [];
  for (const [key, source] of Object.entries(packages)) {
    const line = lock.keys.line('packages', key);
    const entry = isRecord(source) ? readEntry(key, source, { lock, line }) : 'is not an object';
    if (typeof entry === 'string') {
      diagnostics.push(diagnostic('lockfile-entry-invalid', `entry \`${shorten(key)}\` ${entry}`, { path: lock.path, line }));
      continue;
    }
    tree.set(key, entry);
    if (!isRecord(source)) continue;
    for (const { map, name } of invalidDependencies(source)) {
      const what = name === undefined ? `\`${map}\` is not a map` : `\`${map}\` has no requirement for \`${name}\``;
      diagnostics.push(diagnostic('lockfile-entry-invalid', `entry \`${shorten(key)}\`: ${what}`, { path: lock.path, line }));
    }
  }
  return { tree, diagnostics };
}

interface EntryPlace {
  readonly lock: LockText;
  readonly line: number | undefined;
}

/** The entry, or what is wrong with it. */
function readEntry(key: string, source: UnknownRecord, { lock, line }: EntryPlace): TreeEntry | string {
  const at = line === undefined ? {} : { line };
  const version = textField(source, 'version');
  const name = textField(source, 'name');
  const location = {
    root: 'tree',
    path: lock.path,
    ...(line !== undefined && { lines: [line, line] as const }),
  } as const;
  const licenses = readLicenseFields(source, location, 'lockfile-field');
  const dependencies = readDependencies(source);
  if (!isInsideModules(key)) {
    return {
      kind: 'project',
      key,
      ...(name !== undefined && name !== '' && { name }),
      ...(version !== undefined && version !== '' && { version }),
      dependencies,
      licenses,
      ...at,
    };
  }
  const path = parseInstallPath(key);
  if (path === undefined) return 'is not the path of a package';
  const resolved = textField(source, 'resolved');
  if (field(source, 'link') === true) {
    return resolved === undefined ? 'is a link without a target' : { kind: 'link', key, target: resolved, ...at };
  }
  if (version === undefined && resolved === undefined) return 'has neither version nor origin';
  const integrity = textField(source, 'integrity');
  return {
    kind: 'package',
    key,
    name: name ?? path.name,
    ...(name !== undefined && name !== path.name && { alias: path.name }),
    ...(version !== undefined && { version }),
    ...(resolved !== undefined && { resolved }),
    ...(integrity !== undefined && { integrity }),
    // what a dependency needs to be developed is never installed
    dependencies: dependencies.filter(({ map }) => map !== 'devDependencies'),
    licenses,
    platforms: readPlatforms(source),
    inBundle: field(source, 'inBundle') === true || field(source, 'bundled') === true,
    flagged: readFlags(source),
    ...at,
  } satisfies TreePackage;
}

/**
 * `devOptional` is needed by development, and by an optional dependency of production: it is installed in
 * production unless optional packages are left out, so it is not development (arborist `lib/calc-dep-flags.js`).
 */
export function readFlags(source: UnknownRecord): Scope {
  if (field(source, 'dev') === true) return 'dev';
  if (field(source, 'optional') === true || field(source, 'devOptional') === true) return 'optional';
  return field(source, 'peer') === true ? 'peer' : 'runtime';
}

/** `os`, `cpu` and `libc` of a package: `os=linux`, `cpu=!arm`. */
export function readPlatforms(source: UnknownRecord): readonly string[] {
  return ['os', 'cpu', 'libc'].flatMap((key) => {
    const single = textField(source, key);
    return (single === undefined ? (listField(source, key) ?? []) : [single])
      .filter((value): value is string => typeof value === 'string')
      .map((value) => `${key}=${value}`);
  });
}

function shorten(key: string): string {
  return key.length > 200 ? `${key.slice(0, 200)}…` : key;
}
