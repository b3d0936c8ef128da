import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { readToml } from '../formats/toml.ts';
import { mavenPurl } from '../maven/artifact-type.ts';
import { normalAlias, toCatalog, type CatalogLibrary } from './version-catalog.ts';

/**
 * Reads version catalogs: what the build scripts may use, in which version. An entry is no use, so no project is said to
 * have it; the scripts that name its alias say that.
 */
export const gradleCatalogReader: Reader = {
  id: 'gradle-version-catalog',
  version: 1,
  kind: 'manifest',
  claims: ['gradle/*.versions.toml'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined || group.covered.has(file.path) ? unreadable() : readCatalog(file);
  },
};

function readCatalog(file: ClaimedFile): ReadResult {
  const { value: root, problem } = readToml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const { libraries, strange } = toCatalog(root);
  const lines = aliasLines(file.text());
  const lineOf = (alias: string): { line?: number } => {
    const line = lines.get(alias);
    return line === undefined ? {} : { line };
  };
  const packages = new Map<string, ThirdPartyPackage>();
  const problems = strange.map((alias) =>
    diagnostic('manifest-entry-invalid', `library \`${alias}\` has no group and name`, {
      path: file.path,
      ...lineOf(normalAlias(alias)),
    }),
  );
  for (const library of libraries) {
    const made = toPackage(library, { path: file.path, ...lineOf(library.alias) });
    if (made === undefined) {
      const message = `\`${library.group}:${library.name}\` has no valid package URL`;
      problems.push(diagnostic('manifest-entry-invalid', message, { path: file.path, ...lineOf(library.alias) }));
    } else {
      const known = packages.get(made.key);
      packages.set(made.key, known === undefined ? made : { ...known, occurrences: [...known.occurrences, ...made.occurrences] });
    }
  }
  return { packages: [...packages.values()], edges: [], diagnostics: problems };
}

function toPackage(library: CatalogLibrary, place: { path: string; line?: number }): ThirdPartyPackage | undefined {
  const { group, name, version, requirement } = library;
  const purl = mavenPurl({ groupId: group, artifactId: name, extension: 'jar', classifier: '' }, version);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${group}:${name}`,
    resolution: version === undefined ? 'declared' : 'locked',
    occurrences: [place],
    ...(version === undefined && requirement !== undefined && { requirement }),
    properties: { 'licet:gradle:catalog': 'declared, may be unused' },
  };
}

/** Lines of the entries of `[libraries]`, by alias. */
function aliasLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let isLibraries = false;
  for (const [index, line] of text.split('\n').entries()) {
    const table = /^\s*\[\s*"?([\w.-]+)"?\s*\]/.exec(line)?.[1];
    if (table !== undefined) {
      isLibraries = table === 'libraries';
      if (table.startsWith('libraries.')) lines.set(normalAlias(table.slice('libraries.'.length)), index + 1);
      continue;
    }
    const alias = isLibraries ? /^\s*"?([\w-]+)"?\s*[.=]/.exec(line)?.[1] : undefined;
    if (alias !== undefined && !lines.has(normalAlias(alias))) lines.set(normalAlias(alias), index + 1);
  }
  return lines;
}
