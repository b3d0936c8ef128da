import { directoryOf, joinPath } from '../../../domain/path.ts';
import type { Manifest } from '../manifest.ts';

/** Directories below `root` with a package.json that the workspace globs select; a `!glob` takes some away again. */
export function workspaceDirectories(root: string, manifest: Manifest, paths: readonly string[]): readonly string[] {
  const rules = manifest.workspaces.map((glob) => {
    const negated = glob.startsWith('!');
    const cleaned = joinPath(negated ? glob.slice(1) : glob);
    return { negated, matches: cleaned === undefined || cleaned === '' ? undefined : globPattern(cleaned) };
  });
  if (rules.length === 0) return [];
  const prefix = root === '' ? '' : `${root}/`;
  return paths
    .filter((path) => path.startsWith(prefix) && path.endsWith('/package.json') && path !== `${prefix}package.json`)
    .map(directoryOf)
    .filter((directory) => {
      const relative = directory.slice(prefix.length);
      return rules.reduce((selected, { negated, matches }) => (matches?.test(relative) === true ? !negated : selected), false);
    });
}

function globPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*\/|\/\*\*$|\*\*|\*|\?|\{[^{}]*\}|[.+^${}()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '(?:/.*)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1) return `(?:${token.slice(1, -1).split(',').map(escapeLiteral).join('|')})`;
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

function escapeLiteral(text: string): string {
  return text.replaceAll(/[.+^${}()|[\]\\?]/g, (token) => `\\${token}`).replaceAll('*', '[^/]*');
}
