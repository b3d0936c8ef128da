import type { RawLicense } from '../../domain/license.ts';
import type { ReadOnlyCaches, ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { readGemspec } from './gemspec.ts';

/** A folder with `specifications/` and `gems/`, in the repository or below GEM_HOME. */
export interface GemHome {
  readonly fs: ReadOnlyFs;
  readonly root: 'tree' | 'cache:gem';
  readonly path: string;
}

/** `name-version`, with the platform of a precompiled gem: what its folder and its specification are called. */
export function fullName(name: string, version: string, platform: string | undefined): string {
  return platform === undefined || platform === 'ruby' ? `${name}-${version}` : `${name}-${version}-${platform}`;
}

/** Gem homes of a project: below its `vendor/bundle`, then below GEM_HOME. */
export function gemHomes(directory: string, fs: ReadOnlyFs, caches: ReadOnlyCaches): GemHome[] {
  const bundle = directory === '' ? 'vendor/bundle' : `${directory}/vendor/bundle`;
  const cache = caches.get('gem');
  return [...homesBelow(bundle, fs, 'tree'), ...(cache === undefined ? [] : homesBelow('', cache, 'cache:gem'))];
}

// `vendor/bundle/ruby/3.2.0`, `~/.gem/ruby/3.2.0`, or the top itself
function homesBelow(top: string, fs: ReadOnlyFs, root: GemHome['root']): GemHome[] {
  const below = fs
    .list(top)
    .filter((name) => name !== 'gems' && name !== 'specifications')
    .flatMap((engine) => fs.list(join(top, engine)).map((version) => join(top, engine, version)));
  return [top, ...below]
    .filter((path) => fs.stat(join(path, 'specifications'))?.kind === 'directory')
    .map((path) => ({ fs, root, path }));
}

/** The folder of an installed gem in any of the homes. */
export function findInstalled(homes: readonly GemHome[], name: string): PackageLocation[] {
  return homes.flatMap(({ fs, root, path }): PackageLocation[] => {
    const folder = join(path, 'gems', name);
    // RubyGems keeps the archive that it unpacked
    const check = { kind: 'archive', path: join(path, 'cache', `${name}.gem`) } as const;
    return fs.stat(folder)?.kind === 'directory' ? [{ root, path: folder, format: 'directory', check }] : [];
  });
}

/** What the specification that RubyGems wrote on installation says; a gem's own gemspec is code and may compute it. */
export function specifiedLicenses(homes: readonly GemHome[], name: string): readonly RawLicense[] {
  for (const { fs, root, path } of homes) {
    for (const folder of ['specifications', 'specifications/default']) {
      const file = fileBeside(join(path, folder, `${name}.gemspec`), fs)?.value;
      if (file !== undefined) return readGemspec(file, root).licenses;
    }
  }
  return [];
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
