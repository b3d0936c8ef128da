import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { pubPurl } from './pub-purl.ts';
import { readPubspec, toProject, type PubDependency, type Pubspec } from './pubspec.ts';

/** pubspec.yaml files that no lockfile explains: what they ask for, with no version invented. */
export const pubspecReader: Reader = {
  id: 'pub-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['pubspec.yaml', 'pubspec.yml'],
  group: 'tree',
  read: readPubspecs,
};

function readPubspecs(group: ReadGroup): ReadResult {
  const pubspecs: Pubspec[] = [];
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of group.files) {
    if (group.covered.has(file.path)) continue;
    const { value, problem } = readPubspec(file);
    if (problem === undefined) pubspecs.push(value);
    else diagnostics.push(problem);
  }
  const known = new Set(pubspecs.map(({ path }) => path));
  for (const pubspec of pubspecs) {
    packages.push(toProject(pubspec, pubspec.path));
    let unlocked = 0;
    for (const dependency of pubspec.dependencies) {
      const { source } = dependency;
      const scope = dependency.map === 'dev_dependencies' ? 'dev' : 'runtime';
      const wanted = dependency.requirement === undefined ? {} : { requirement: dependency.requirement };
      if (source.kind === 'sdk') continue;
      if (source.kind === 'path') {
        const target = joinPath(directoryOf(pubspec.path), source.path, 'pubspec.yaml');
        if (target !== undefined && known.has(target) && target !== pubspec.path)
          edges.push({ from: pubspec.path, to: target, scope });
        continue;
      }
      const made = toDeclared(dependency, pubspec.path);
      if (made === undefined) {
        const message = `\`${dependency.name.slice(0, 200)}\` is not the name of a package`;
        diagnostics.push(diagnostic('manifest-entry-invalid', message, { path: pubspec.path, line: dependency.line }));
        continue;
      }
      packages.push(made);
      edges.push({ from: pubspec.path, to: made.key, scope, ...wanted });
      unlocked += 1;
    }
    if (unlocked > 0) {
      const message = `no lockfile gives the versions of its ${unlocked} dependencies`;
      diagnostics.push(
        diagnostic('lockfile-missing', message, { path: pubspec.path, hint: 'run `dart pub get` and commit pubspec.lock' }),
      );
    }
  }
  return { packages, edges, diagnostics };
}

function toDeclared({ name, map, requirement, source, line }: PubDependency, path: string): LockedPackage | undefined {
  const purl = pubPurl(name, undefined, source);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: `${path}\n${map}\n${name}`,
    purl,
    resolution: 'declared',
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    ...(requirement !== undefined && { requirement }),
  };
}
