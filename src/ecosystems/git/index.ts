import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, Ecosystem, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { pathIn } from '../formats/sibling.ts';
import { readTextLines } from '../formats/text-lines.ts';
import { repositoryPurl, vcsOrigin } from '../formats/vcs-source.ts';
import { readGitlinks } from './index-file.ts';
import { readGitmodules, type Submodule } from './gitmodules.ts';

const submodulesReader: Reader = {
  id: 'git-submodules',
  version: 1,
  kind: 'manifest',
  claims: ['.gitmodules'],
  group: 'file',
  read: ({ files: [file], fs }) => (file === undefined || file.text().trim() === '' ? unreadable() : read(file, fs)),
};

function read(file: ClaimedFile, fs: ReadOnlyFs): ReadResult {
  const { value: lines, problem } = readTextLines(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const { path } = file;
  const directory = directoryOf(path);
  const links = gitlinks(directory, fs);
  const named: NamedPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const submodule of readGitmodules(lines)) {
    const item = toPackage(submodule, { file: path, commit: links.get(submodule.path ?? submodule.name), fs });
    if ('code' in item) diagnostics.push(item);
    else named.push({ item, scope: 'runtime' });
  }
  return namedByProject(directoryProject(directory, path), named, diagnostics);
}

// The commit is not in .gitmodules but in the index of the work tree.
function gitlinks(directory: string, fs: ReadOnlyFs): ReadonlyMap<string, string> {
  try {
    return readGitlinks(fs.bytes(pathIn(directory, '.git/index')) ?? new Uint8Array());
  } catch (error) {
    // Larger than what is read, or not to be opened: then the commits are unknown.
    if (error instanceof FileProblem) return new Map();
    throw error;
  }
}

function toPackage(
  { name, path = name, url, branch, line }: Submodule,
  { file, commit, fs }: { file: string; commit: string | undefined; fs: ReadOnlyFs },
): ThirdPartyPackage | Diagnostic {
  const where = { path: file, line };
  if (url === undefined) return diagnostic('manifest-entry-invalid', `submodule \`${name}\` has no url`, where);
  if (/^\.{1,2}\//.test(url))
    return diagnostic(
      'version-unresolved',
      `submodule \`${name}\` is at \`${url}\`, relative to where this repository was cloned from`,
      where,
    );
  const purl = repositoryPurl({ url, revision: commit });
  if (purl === undefined) return diagnostic('manifest-entry-invalid', `submodule \`${name}\` is at no repository`, where);
  const place = pathIn(directoryOf(file), path);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: commit === undefined ? 'declared' : 'locked',
    occurrences: [where],
    origins: [vcsOrigin({ url, ...(commit !== undefined && { revision: commit }) })],
    ...(branch !== undefined && { requirement: branch }),
    properties: { 'licet:git:path': place },
    // A submodule that is not checked out is an empty directory.
    ...(fs.list(place).length > 0 && { installed: [{ root: 'tree', path: place, format: 'directory' } as const] }),
  };
}

/** Other repositories inside this one. */
export const git: Ecosystem = {
  id: 'git',
  title: 'git submodules',
  purlTypes: ['github', 'bitbucket', 'git'],
  readers: [submodulesReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: true, workspaces: false, licenses: ['installed'] },
  licensing: {
    locate: (_component, { installed }) => installed,
    declared: async () => Promise.resolve(undefined),
  },
};
