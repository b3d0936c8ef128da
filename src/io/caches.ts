import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { byCodeUnit } from '../domain/order.ts';
import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import { UsageError } from '../domain/usage-error.ts';
import type { CountingCaches } from '../pipeline/services.ts';
import { CACHE_NAMES, cacheLocations, isCacheName, type CacheEnvironment, type CacheName } from './cache-locations.ts';
import { diskFs } from './disk-fs.ts';

export interface OpenedCaches {
  readonly caches: CountingCaches;
  /** Named directories that are not there. */
  readonly warnings: readonly string[];
}

/** Opens the caches that `--caches` asks for: `auto`, `none`, or only the named ones (`maven=DIR`). */
export function openCaches(settings: readonly string[], environment: CacheEnvironment & { readonly cwd: string }): OpenedCaches {
  const warnings: string[] = [];
  const named = new Map<CacheName, string>();
  const words = settings.filter((setting) => !setting.includes('='));
  for (const setting of settings.filter((item) => item.includes('='))) {
    const { name, directory } = parseNamed(setting, environment.cwd);
    if (isDirectory(directory)) named.set(name, directory);
    else warnings.push(`the ${name} cache \`${directory}\` is not there`);
  }
  const wrong = words.find((word) => word !== 'auto' && word !== 'none');
  if (wrong !== undefined) throw new UsageError(`\`--caches ${wrong}\` is not known`, 'use `auto`, `none` or `name=DIR`');
  if (settings.length > 1 && words.length > 0)
    throw new UsageError(`\`--caches ${words[0] ?? ''}\` cannot be combined with others`, 'name every cache, or none');
  const isAuto = settings.length === 0 || words[0] === 'auto';
  const find = (name: CacheName): string | undefined =>
    isAuto ? cacheLocations(name, environment).find(isDirectory) : named.get(name);
  return { caches: countingCaches(find), warnings };
}

function parseNamed(setting: string, cwd: string): { name: CacheName; directory: string } {
  const name = setting.slice(0, setting.indexOf('='));
  const directory = setting.slice(name.length + 1);
  if (!isCacheName(name)) throw new UsageError(`there is no cache \`${name}\``, `one of ${CACHE_NAMES.join(', ')}`);
  if (directory === '') throw new UsageError(`\`--caches ${setting}\` names no directory`, `write \`--caches ${name}=DIR\``);
  return { name, directory: resolve(cwd, directory) };
}

function countingCaches(find: (name: CacheName) => string | undefined): CountingCaches {
  const opened = new Map<string, ReadOnlyFs | undefined>();
  const read = new Map<string, Map<string, string>>();
  return {
    get(name) {
      if (!opened.has(name)) {
        const directory = isCacheName(name) ? find(name) : undefined;
        const entries = new Map<string, string>();
        read.set(name, entries);
        opened.set(name, directory === undefined ? undefined : counted(diskFs(directory), entries));
      }
      return opened.get(name);
    },
    used() {
      return [...read]
        .filter(([, entries]) => entries.size > 0)
        .toSorted(([a], [b]) => byCodeUnit(a, b))
        .map(([name, entries]) => ({ name, digest: digestOf(entries) }));
    },
  };
}

function counted(fs: ReadOnlyFs, entries: Map<string, string>): ReadOnlyFs {
  const note = (path: string, bytes: Uint8Array | undefined): void => {
    if (bytes !== undefined && !entries.has(path)) entries.set(path, createHash('sha256').update(bytes).digest('hex'));
  };
  const { slice, digest } = fs;
  return {
    ...fs,
    bytes(path) {
      const bytes = fs.bytes(path);
      note(path, bytes);
      return bytes;
    },
    text(path) {
      note(path, fs.bytes(path));
      return fs.text(path);
    },
    ...(slice !== undefined && {
      slice(path, start, length) {
        const part = slice(path, start, length);
        note(`${path}\u0000${start}`, part);
        return part;
      },
    }),
    ...(digest !== undefined && {
      digest(path, algorithm) {
        const value = digest(path, algorithm);
        if (value !== undefined) entries.set(`${path}\u0000${algorithm}`, value);
        return value;
      },
    }),
  };
}

// Sorted, so that the order in which packages were looked up does not show.
function digestOf(entries: ReadonlyMap<string, string>): string {
  const digest = createHash('sha256');
  for (const [path, sha256] of [...entries].toSorted(([a], [b]) => byCodeUnit(a, b))) digest.update(`${path}\u0000${sha256}\n`);
  return digest.digest('hex');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
