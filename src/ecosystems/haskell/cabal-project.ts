import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import type { VcsSource } from '../formats/vcs-source.ts';

export interface CabalProject {
  /** Folders of the packages of the repository. */
  readonly packages: readonly string[];
  /** Repositories that packages are taken from, by the name that the package in it should have. */
  readonly repositories: ReadonlyMap<string, VcsSource>;
}

/** Reads the cabal.project of a directory (cabal.readthedocs.io, "cabal.project reference"). */
export function readCabalProject(directory: string, group: ReadGroup, problems: Diagnostic[]): CabalProject {
  const text = siblingFile(group.fs, pathIn(directory, 'cabal.project'), problems)?.text() ?? '';
  const value = /^packages\s*:((?:.*)(?:\n[ \t]+.*)*)/m.exec(text)?.[1];
  return {
    packages: value === undefined ? ['.'] : packageFolders(value, directory, group),
    repositories: new Map(stanzas(text).flatMap(toRepositories)),
  };
}

// `packages: ./ lib/*.cabal`: folders and .cabal files; a glob is followed one level, as people use it.
function packageFolders(value: string, directory: string, group: ReadGroup): string[] {
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

// The fields of each `source-repository-package`, which are indented; a value may go on in lines that are indented more.
function stanzas(text: string): ReadonlyMap<string, string>[] {
  const found: Map<string, string>[] = [];
  let fields: Map<string, string> | undefined;
  let last = '';
  for (const line of text.split('\n')) {
    const content = line.slice(0, 10_000).trim();
    if (content === '' || content.startsWith('--')) continue;
    if (!/^\s/.test(line)) {
      fields = content === 'source-repository-package' ? new Map<string, string>() : undefined;
      if (fields !== undefined) found.push(fields);
      continue;
    }
    const field = /^(type|location|tag|branch|subdir)\s*:(.*)$/i.exec(content);
    if (field !== null) last = field[1]?.toLowerCase() ?? '';
    fields?.set(last, field === null ? `${fields.get(last) ?? ''} ${content}` : (field[2]?.trim() ?? ''));
  }
  return found;
}

// The file names no package: by custom it is called like its folder, or its repository when it is at the top.
function toRepositories(fields: ReadonlyMap<string, string>): (readonly [string, VcsSource])[] {
  const [url, revision] = [fields.get('location')?.trim(), fields.get('tag')?.trim()];
  if (url === undefined || url === '' || revision === undefined || revision === '') return [];
  const folders = (fields.get('subdir') ?? '').split(/[\s,]+/).map((folder) => folder.replace(/^\.\/|\/$/g, ''));
  const inside = folders.filter((folder) => folder !== '' && folder !== '.');
  if (inside.length === 0) return [[lastSegment(url.replace(/\/$/, '').replace(/\.git$/, '')), { url, revision }]];
  return inside.map((subpath) => [lastSegment(subpath), { url, revision, subpath }]);
}

function lastSegment(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
}
