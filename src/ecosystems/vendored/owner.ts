import { baseName, directoryOf } from '../../domain/path.ts';
import { vendoredPlace } from './places.ts';

const MANIFESTS: ReadonlySet<string> = new Set([
  'package.json',
  'Cargo.toml',
  'go.mod',
  'pyproject.toml',
  'setup.py',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'composer.json',
  'Gemfile',
  'pubspec.yaml',
  'Package.swift',
  'mix.exs',
]);

/** Directories with the manifest of a package or project. */
export function manifestFolders(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.filter((path) => MANIFESTS.has(baseName(path))).map(directoryOf));
}

/** The directory of the project that a folder belongs to: the nearest one above with a manifest, else the scan root. */
export function owningProjects(paths: readonly string[]): (directory: string) => string {
  const withManifest = new Set(
    paths.filter((path) => MANIFESTS.has(baseName(path)) && vendoredPlace(path) === undefined).map(directoryOf),
  );
  return (directory) => {
    for (let at = directory; at !== ''; at = directoryOf(at)) if (withManifest.has(at)) return at;
    return '';
  };
}
