import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { readGemspec, type Gemspec } from './gemspec.ts';

/** Finds the gemspecs of the repository, each read at most once. */
export interface LocalGems {
  /** The gemspec of a gem in a directory, or up to two folders below it (Bundler's glob `{,*,*\/*}.gemspec`). */
  find(name: string, directory: string): Gemspec | undefined;
  /** All gemspecs directly in a directory. */
  in(directory: string): readonly Gemspec[];
  at(path: string): Gemspec | undefined;
}

export function localGems(paths: readonly string[], fs: ReadOnlyFs): LocalGems {
  const byName = new Map<string, string[]>();
  const byDirectory = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith('.gemspec')) continue;
    push(byName, baseName(path), path);
    push(byDirectory, directoryOf(path), path);
  }
  const read = new Map<string, Gemspec | undefined>();
  const at = (path: string): Gemspec | undefined => {
    if (!read.has(path)) {
      const file = fileBeside(path, fs)?.value;
      read.set(path, file === undefined ? undefined : readGemspec(file));
    }
    return read.get(path);
  };
  const inDirectory = (directory: string): Gemspec[] => (byDirectory.get(directory) ?? []).flatMap((path) => at(path) ?? []);
  return {
    at,
    in: inDirectory,
    find(name, directory) {
      const near = (byName.get(`${name}.gemspec`) ?? []).find((path) => isNear(directoryOf(path), directory));
      return near === undefined ? inDirectory(directory).find((gemspec) => gemspec.name === name) : at(near);
    },
  };
}

/** The project of a gemspec. Its file is often named after the gem where the name is computed. */
export function toProject(gemspec: Gemspec, key: string): FirstPartyPackage {
  const { path, name, version, summary, licenses } = gemspec;
  return {
    kind: 'first-party',
    key,
    path: directoryOf(path),
    name: name ?? baseName(path).replace(/\.gemspec$/, ''),
    ...(version !== undefined && { version }),
    ...(summary !== undefined && { description: summary }),
    type: 'library',
    manifest: path,
    occurrences: [{ path }],
    licenses,
  };
}

/** The directory of a path gem below the scan root; `undefined` when it is outside. */
export function localDirectory(root: string, remote: string): string | undefined {
  return remote.startsWith('/') || remote.startsWith('~') ? undefined : joinPath(root, remote);
}

function isNear(directory: string, top: string): boolean {
  if (directory === top) return true;
  const prefix = top === '' ? '' : `${top}/`;
  return directory.startsWith(prefix) && directory.slice(prefix.length).split('/').length <= 2;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
