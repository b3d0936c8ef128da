import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import { makePurl } from '../../domain/purl.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { repositoryPurl, vcsOrigin, type VcsSource } from '../formats/vcs-source.ts';
import { readCabalProject } from './cabal-project.ts';
import { linkProjects } from './link-projects.ts';
import { namelessProject, projectsIn } from './projects.ts';

/** Reads cabal.project.freeze: constraints that fix each package to one version. */
export const cabalFreezeReader: Reader = {
  id: 'cabal-freeze',
  version: 1,
  kind: 'lockfile',
  claims: ['cabal.project.freeze'],
  group: 'file',
  read: ofOneFile(read),
};

interface Constraint {
  readonly text: string;
  readonly line: number;
}

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const text = file.text();
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return unreadable(diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict }));
  const constraints = constraintsIn(text);
  if (constraints.length === 0)
    return unreadable(diagnostic('lockfile-unparsable', 'there is no `constraints:` field', { path, line: 1 }));
  const diagnostics: Diagnostic[] = [];
  const directory = directoryOf(path);
  const cabalProject = readCabalProject(directory, group, diagnostics);
  const locked = new Map<string, ThirdPartyPackage>();
  const shipped: string[] = [];
  for (const { text: constraint, line } of constraints) {
    // any.HTTP ==4000.3.16 | any.base installed | tls +compat -hans
    const match =
      /^(?:[\w-]+:)?(?:any\.|setup\.)?([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)\s*(?:==\s*(\d+(?:\.\d+)*)|(installed)|(.*))$/.exec(
        constraint.slice(0, 1000),
      );
    const [, name, version, installed, other = ''] = match ?? [];
    if (name !== undefined && installed !== undefined) shipped.push(name);
    const item =
      name === undefined || version === undefined
        ? undefined
        : toPackage(name, version, cabalProject.repositories.get(name), { path, line });
    if (item !== undefined) {
      locked.set(item.key, item);
    } else if (installed === undefined && !/^(?:[+-][\w-]+\s*)+$/.test(other)) {
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${constraint}\` fixes no version`, { path, line }));
    }
  }
  if (shipped.length > 0)
    diagnostics.push(
      diagnostic('toolchain-part', `${shipped.length} packages are those of the compiler itself: ${shipped.join(', ')}`, {
        path,
      }),
    );
  const projects = projectsIn(cabalProject.packages, directory, group, diagnostics);
  const nameless = namelessProject(directory);
  const linked = linkProjects({ lockfile: path, locked: [...locked.values()], projects, nameless, shipped: new Set(shipped) });
  // What only tests and benchmarks need is frozen with `--enable-tests` and `--enable-benchmarks` alone.
  const expected = new Set(linked.edges.filter(({ scope }) => scope === 'runtime').map(({ to }) => to));
  const missing = linked.packages.find(
    (item) => item.kind === 'third-party' && item.resolution === 'declared' && expected.has(item.key),
  );
  const stale = missing === undefined ? undefined : `\`${missing.key}\` is declared, and ${path} does not fix it`;
  if (stale !== undefined) diagnostics.push(diagnostic('lockfile-stale', stale, missing?.occurrences[0]));
  return {
    ...linked,
    diagnostics,
    covers: projects.flatMap(({ project }) => project.manifest ?? []),
    ...(stale !== undefined && { stale: [{ path, reason: stale }] }),
  };
}

// A package from a repository is frozen by its version alone, like one of Hackage.
function toPackage(
  name: string,
  version: string,
  repository: VcsSource | undefined,
  here: { path: string; line: number },
): ThirdPartyPackage | undefined {
  const fromRepository = repository === undefined ? undefined : repositoryPurl(repository);
  const purl = fromRepository ?? makePurl({ type: 'hackage', name, version });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name,
    resolution: 'locked',
    occurrences: [here],
    ...(repository !== undefined && fromRepository !== undefined && { origins: [vcsOrigin(repository)] }),
  };
}

// The value of `constraints:` goes on in the lines that are indented, and the field may stand several times.
function constraintsIn(text: string): Constraint[] {
  const found: Constraint[] = [];
  let isOpen = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const field = /^([\w-]+)\s*:(.*)$/.exec(raw.slice(0, 100_000));
    if (field !== null) isOpen = field[1]?.toLowerCase() === 'constraints';
    else if (!/^\s/.test(raw) && raw.trim() !== '') isOpen = false;
    if (!isOpen) continue;
    for (const part of (field?.[2] ?? raw).split(',')) {
      const constraint = part.trim();
      if (constraint !== '' && !constraint.startsWith('--')) found.push({ text: constraint, line: index + 1 });
    }
  }
  return found;
}
