import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { readableFiles } from '../formats/sibling.ts';
import { toProject } from './projects.ts';

/** Reads the .cabal files that no lockfile explains. */
export const cabalFileReader: Reader = {
  id: 'cabal-file',
  version: 1,
  kind: 'manifest',
  claims: ['*.cabal'],
  group: 'tree',
  read,
};

function read(group: ReadGroup): ReadResult {
  const problems: Diagnostic[] = [];
  const open = group.files.filter(({ path }) => !group.covered.has(path));
  const found = readableFiles(open, group.fs, problems).map((file) => toProject(file, directoryOf(file.path)));
  const packages = new Map<string, LockedPackage>(found.map(({ project }) => [project.key, project]));
  const own = new Map(found.map(({ project }) => [project.name, project.key]));
  const edges: LockedEdge[] = [];
  const unlocked = new Set<string>();
  for (const { project, cabal } of found) {
    for (const { name, requirement, scope, line } of cabal.dependencies) {
      if (name === project.name) continue;
      const purl = makePurl({ type: 'hackage', name });
      const local = own.get(name);
      const to = local ?? purl;
      if (to === undefined) continue;
      edges.push({ from: project.key, to, scope, ...(requirement !== undefined && { requirement }) });
      if (local !== undefined || purl === undefined) continue;
      unlocked.add(project.manifest ?? project.path);
      const known = packages.get(purl);
      const item: ThirdPartyPackage = {
        kind: 'third-party',
        key: purl,
        purl,
        resolution: 'declared',
        occurrences: [...(known?.occurrences ?? []), { path: project.manifest ?? project.path, line }],
        ...(requirement !== undefined && { requirement }),
      };
      packages.set(purl, known?.kind === 'third-party' ? { ...known, occurrences: item.occurrences } : item);
    }
  }
  const hint = 'run `cabal freeze` and commit cabal.project.freeze';
  const diagnostics = [...unlocked].map((path) =>
    diagnostic('lockfile-missing', 'no freeze file or stack.yaml.lock says which versions are used', { path, hint }),
  );
  return { packages: [...packages.values()], edges, diagnostics: [...problems, ...diagnostics] };
}
