import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { foldName } from '../names.ts';

const known = new WeakMap<ReadOnlyFs, Map<string, ReadonlyMap<string, string>>>();

/**
 * Metadata folders by `name version`, name folded, in one directory that packages are installed into; listed once per tree.
 * `Zope_Interface-5.0.dist-info`, `foo-1.0-py3.8.egg-info`.
 */
export function distributionsIn(directory: string, fs: ReadOnlyFs): ReadonlyMap<string, string> {
  const directories = known.get(fs) ?? new Map<string, ReadonlyMap<string, string>>();
  known.set(fs, directories);
  const before = directories.get(directory);
  if (before !== undefined) return before;
  const found = new Map<string, string>();
  for (const entry of fs.list(directory)) {
    const [, name, version] = /^(.+?)-([^-]+?)(?:-py[\d.]+)?\.(?:dist-info|egg-info)$/.exec(entry) ?? [];
    if (name === undefined || version === undefined) continue;
    const path = directory === '' ? entry : `${directory}/${entry}`;
    if (fs.stat(path)?.kind === 'directory') found.set(distributionKey(name, version), path);
  }
  directories.set(directory, found);
  return found;
}

// A wheel writes `-` in a version (local or pre-release) as `_`.
export function distributionKey(name: string, version: string): string {
  return `${foldName(name)} ${version.toLowerCase().replaceAll('_', '-')}`;
}

const ENVIRONMENTS = ['.venv', 'venv', 'env', '.env', 'virtualenv', '__pypackages__'];

/** Directories below a project that packages may be installed into. */
export function sitePackages(project: string, fs: ReadOnlyFs): readonly string[] {
  const below = (name: string): string => (project === '' ? name : `${project}/${name}`);
  return ENVIRONMENTS.map(below).flatMap((environment) => librariesOf(environment, fs));
}

/** `lib/python3.11/site-packages`, on Windows `Lib/site-packages`, and `<version>/lib` of PEP 582. */
export function librariesOf(environment: string, fs: ReadOnlyFs): readonly string[] {
  const below = (path: string): string => (environment === '' ? path : `${environment}/${path}`);
  const entries = fs.list(environment);
  const unix = ['lib', 'lib64']
    .filter((name) => entries.includes(name))
    .flatMap((lib) => fs.list(below(lib)).map((version) => below(`${lib}/${version}/site-packages`)));
  const others = entries.filter((name) => /^\d/.test(name)).map((version) => below(`${version}/lib`));
  return [...unix, below('Lib/site-packages'), ...others].filter((path) => fs.stat(path)?.kind === 'directory');
}
