import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { parseTerms, type Term } from './terms.ts';
import { itemsOf, pairValue, textOf, wordOf } from './term-values.ts';

export interface MixDependency {
  /** The application, which is the key of its own lock entry. */
  readonly app: string;
  readonly requirement?: string;
  readonly optional: boolean;
}

export type MixLockEntry = { readonly app: string; readonly line: number } & (
  | {
      readonly source: 'hex';
      readonly name: string;
      readonly version: string;
      readonly innerChecksum?: string;
      readonly outerChecksum?: string;
      readonly repository?: string;
      readonly dependencies: readonly MixDependency[];
    }
  | { readonly source: 'git'; readonly url: string; readonly revision: string; readonly subpath?: string }
);

/**
 * Reads mix.lock, one Elixir map from application to
 * `{:hex, name, version, inner checksum, managers, dependencies, repository, outer checksum}` (Hex.SCM; older entries
 * end earlier) or `{:git, url, revision, options}` (Mix.SCM.Git).
 */
export function readMixLock(file: ClaimedFile): { entries: readonly MixLockEntry[]; diagnostics: readonly Diagnostic[] } {
  const text = file.text();
  const { path } = file;
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return {
      entries: [],
      diagnostics: [diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict })],
    };
  const terms = parseTerms(text, 'elixir');
  if ('problem' in terms)
    return {
      entries: [],
      diagnostics: [diagnostic('lockfile-unparsable', `not a mix.lock: ${terms.problem}`, { path, line: terms.line })],
    };
  const [root] = terms;
  if (root?.kind !== 'map')
    return { entries: [], diagnostics: [diagnostic('lockfile-unparsable', 'expected a map at the top', { path, line: 1 })] };
  const entries = new Map<string, MixLockEntry>();
  const diagnostics: Diagnostic[] = [];
  for (const [key, value] of root.entries) {
    const app = wordOf(key);
    const entry = app === undefined ? undefined : toEntry(app, value);
    if (entry === undefined) {
      const message = `\`${app ?? '?'}\` is neither a Hex nor a git entry`;
      diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path, line: key.line }));
      continue;
    }
    if (entries.has(entry.app))
      diagnostics.push(
        diagnostic('lockfile-duplicate-key', `key \`${entry.app}\` stands twice; the last one counts`, { path, line: key.line }),
      );
    entries.set(entry.app, entry);
  }
  return { entries: [...entries.values()], diagnostics };
}

function toEntry(app: string, value: Term): MixLockEntry | undefined {
  const { line } = value;
  const [kind, first, second, third, , dependencies, repository, outer] = itemsOf(value);
  if (wordOf(kind) === 'git') {
    const [url, revision, subpath] = [
      textOf(first),
      textOf(second),
      textOf(pairValue(third, 'sparse') ?? pairValue(third, 'subdir')),
    ];
    if (url === undefined || revision === undefined) return undefined;
    return { app, line, source: 'git', url, revision, ...(subpath !== undefined && { subpath }) };
  }
  const [name, version] = [wordOf(first), textOf(second)];
  if (wordOf(kind) !== 'hex' || name === undefined || version === undefined) return undefined;
  const [inner, repo, outerText] = [textOf(third), textOf(repository), textOf(outer)];
  return {
    app,
    line,
    source: 'hex',
    name,
    version,
    ...(inner !== undefined && { innerChecksum: inner }),
    ...(outerText !== undefined && { outerChecksum: outerText }),
    ...(repo !== undefined && { repository: repo }),
    dependencies: itemsOf(dependencies).flatMap(toDependency),
  };
}

// {:bunt, "~> 0.2.0", [hex: :bunt, repo: "hexpm", optional: false]}
function toDependency(term: Term): MixDependency[] {
  const [app, requirement, options] = itemsOf(term);
  const [name, text] = [wordOf(app), textOf(requirement)];
  if (name === undefined) return [];
  const optional = wordOf(pairValue(options, 'optional')) === 'true';
  return [{ app: name, optional, ...(text !== undefined && { requirement: text }) }];
}
