import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import { makePurl } from '../../domain/purl.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { linkProjects } from './link-projects.ts';
import { namelessProject, projectsIn } from './projects.ts';

/** Reads cabal.project.freeze: constraints that fix each package to one version. */
export const cabalFreezeReader: Reader = {
  id: 'cabal-freeze',
  version: 1,
  kind: 'lockfile',
  claims: ['cabal.project.freeze'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined ? unreadable() : read(file, group);
  },
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
    const purl = name === undefined || version === undefined ? undefined : makePurl({ type: 'hackage', name, version });
    if (purl !== undefined) {
      locked.set(purl, { kind: 'third-party', key: purl, purl, resolution: 'locked', occurrences: [{ path, line }] });
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
  const directory = directoryOf(path);
  const projects = projectsIn(packagesOf(directory, group, diagnostics), directory, group, diagnostics);
  const nameless = namelessProject(directory);
  const linked = linkProjects({ lockfile: path, locked: [...locked.values()], projects, nameless, shipped: new Set(shipped) });
  const missing = linked.packages.find((item) => item.kind === 'third-party' && item.resolution === 'declared');
  const stale = missing === undefined ? undefined : `\`${missing.key}\` is declared, and ${path} does not fix it`;
  if (stale !== undefined) diagnostics.push(diagnostic('lockfile-stale', stale, missing?.occurrences[0]));
  return {
    ...linked,
    diagnostics,
    covers: projects.flatMap(({ project }) => project.manifest ?? []),
    ...(stale !== undefined && { stale: [{ path, reason: stale }] }),
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

// `packages: ./ lib/*.cabal`: folders and .cabal files; a glob is followed one level, as people use it.
function packagesOf(directory: string, group: ReadGroup, problems: Diagnostic[]): string[] {
  const file = siblingFile(group.fs, pathIn(directory, 'cabal.project'), problems);
  const value = file === undefined ? undefined : /^packages\s*:((?:.*)(?:\n[ \t]+.*)*)/m.exec(file.text())?.[1];
  if (value === undefined) return ['.'];
  return value
    .split(/[\s,]+/)
    .filter((entry) => entry !== '' && !entry.startsWith('--'))
    .flatMap((entry) => {
      const folder = entry.replace(/[^/]*\.cabal$/, '').replace(/\/$/, '') || '.';
      if (!folder.endsWith('*')) return [folder];
      const above = folder.slice(0, -1).replace(/\/$/, '');
      return group.fs.list(pathIn(directory, above)).map((name) => `${above}/${name}`);
    });
}
