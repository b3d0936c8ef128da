import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { readableFiles } from '../formats/sibling.ts';
import { vcsOrigin, vcsUrl } from '../formats/vcs-source.ts';
import { makePurl } from '../../domain/purl.ts';
import { hexPurl } from './hex-purl.ts';
import { isInsideDeps } from './installed.ts';
import { toMixProject, type MixDeclaration, type MixProject } from './mix-exs.ts';
import { byApplication, declarationScope, projectKey, toMixPackage } from './mix-projects.ts';

/** Reads the mix.exs files that no mix.lock explains: what they ask for, with no version invented. */
export const mixExsReader: Reader = {
  id: 'mix-exs',
  version: 1,
  kind: 'manifest',
  claims: ['mix.exs'],
  group: 'tree',
  read,
};

function read(group: ReadGroup): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const open = group.files.filter(({ path }) => !group.covered.has(path) && !isInsideDeps(directoryOf(path), group.fs));
  const projects = readableFiles(open, group.fs, diagnostics).map((file) =>
    toMixProject(file.path, directoryOf(file.path), file.text()),
  );
  const packages = new Map<string, LockedPackage>(
    projects.map((project) => [projectKey(project), toMixPackage(project, undefined)]),
  );
  const apps = byApplication(projects);
  const directories = new Map(projects.map((project) => [project.directory, project]));
  const edges: LockedEdge[] = [];
  for (const project of projects) {
    let isUnlocked = false;
    for (const dependency of project.dependencies) {
      const own = dependency.inUmbrella ? apps.get(dependency.app) : directories.get(dependency.directory ?? '\u0000');
      const isLocal = dependency.inUmbrella || dependency.directory !== undefined || dependency.outside === true;
      const target = isLocal ? undefined : toDeclared(dependency, project);
      const to = own === undefined ? target?.key : projectKey(own);
      if (target !== undefined) {
        isUnlocked = true;
        packages.set(target.key, joinDeclarations(packages.get(target.key), target));
      }
      if (to === undefined) continue;
      const { requirement } = dependency;
      edges.push({
        from: projectKey(project),
        to,
        scope: declarationScope(dependency),
        ...(requirement !== undefined && { requirement }),
      });
    }
    const { path } = project;
    for (const line of project.computed)
      diagnostics.push(diagnostic('manifest-entry-invalid', 'a dependency that is computed, not written', { path, line }));
    if (isUnlocked)
      diagnostics.push(
        diagnostic('lockfile-missing', 'no mix.lock says which versions are used', {
          path,
          hint: 'run `mix deps.get` and commit mix.lock',
        }),
      );
  }
  return { packages: [...packages.values()], edges, diagnostics };
}

function toDeclared(dependency: MixDeclaration, project: MixProject): ThirdPartyPackage | undefined {
  const { git, requirement, line } = dependency;
  const purl =
    git === undefined
      ? hexPurl(dependency.package, undefined, dependency.repository)
      : makePurl({
          type: 'hex',
          name: dependency.app,
          qualifiers: { vcs_url: vcsUrl({ url: git.url, revision: git.reference }) },
        });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: 'declared',
    occurrences: [{ path: project.path, line }],
    ...(requirement !== undefined && { requirement }),
    ...(git !== undefined && { origins: [vcsOrigin({ url: git.url, revision: git.reference })] }),
  };
}

// Each requirement stays on its edge; the component keeps every place that declares it.
function joinDeclarations(known: LockedPackage | undefined, next: ThirdPartyPackage): LockedPackage {
  if (known === undefined || known.kind === 'first-party') return next;
  return { ...known, occurrences: [...known.occurrences, ...next.occurrences] };
}
