import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const POLICY_FILE = 'licet.policy.yaml';

/** The policy for a directory: its own, or the nearest above it, up to the top of the repository. */
export function findPolicyFile(directory: string): string | undefined {
  return findFileAbove(directory, POLICY_FILE);
}

/** A file by its name in a directory, or in the nearest above it, up to the top of the repository. */
export function findFileAbove(directory: string, name: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    const candidate = join(current, name);
    if (existsSync(candidate)) return candidate;
    if (existsSync(join(current, '.git')) || dirname(current) === current) return undefined;
  }
}

/** A policy that comes with licet, by name. */
export function builtInPolicyFile(name: string): string {
  return fileURLToPath(new URL(`../../rules/policies/${name}.yml`, import.meta.url));
}

/** Reads policy files by the path that messages show: relative to the working directory where that is shorter. */
export function policyFiles(cwd: string): {
  readFile(path: string): string | undefined;
  resolve(target: { readonly file?: string; readonly package?: string }, from: string): string | undefined;
} {
  return {
    readFile(path) {
      const full = resolve(cwd, path);
      return statSync(full, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(full, 'utf8') : undefined;
    },
    resolve({ file, package: name }, from) {
      const directory = dirname(resolve(cwd, from));
      if (file !== undefined) return shownPath(cwd, resolve(directory, file));
      try {
        return name === undefined
          ? undefined
          : shownPath(cwd, createRequire(join(directory, 'policy.js')).resolve(`${name}/${POLICY_FILE}`));
      } catch {
        return undefined;
      }
    },
  };
}

/** A path as people want to read it: relative when it lies below the working directory or near it. */
export function shownPath(cwd: string, full: string): string {
  const way = relative(cwd, full);
  return way === '' || isAbsolute(way) || way.split(/[\\/]/).filter((part) => part === '..').length > 3 ? full : way;
}
