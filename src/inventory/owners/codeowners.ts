import ignore from 'ignore';
import { sortedUnique } from '../../domain/order.ts';
import type { ProjectOwner } from './project-owner.ts';

/** Where GitHub, GitLab and their like look for it, first one wins. */
export const CODEOWNERS_PATHS = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

interface OwnerRule {
  readonly line: number;
  readonly owners: readonly string[];
  readonly section: number;
  matches(path: string): boolean;
}

const MOST_RULES = 20_000;

/**
 * Who owns each path, as GitHub and GitLab read the file: the last pattern that matches counts, in each section of its own.
 * A pattern without owners takes ownership away (docs of both).
 */
export function readCodeOwners(text: string, file: string, paths: readonly string[]): ProjectOwner[] {
  const rules = parseRules(text).toReversed();
  return paths.flatMap((path): ProjectOwner[] => {
    const found = lastOfEachSection(rules, path === '' ? 'README' : `${path}/README`);
    const owners = sortedUnique(found.flatMap((rule) => rule.owners));
    const [line] = found.map((rule) => rule.line).toSorted((a, b) => a - b);
    return owners.length === 0 || line === undefined ? [] : [{ path, owners, source: 'CODEOWNERS', file, line }];
  });
}

function lastOfEachSection(reversed: readonly OwnerRule[], path: string): readonly OwnerRule[] {
  const found = new Map<number, OwnerRule>();
  for (const rule of reversed) if (!found.has(rule.section) && rule.matches(path)) found.set(rule.section, rule);
  return [...found.values()];
}

function parseRules(text: string): readonly OwnerRule[] {
  const rules: OwnerRule[] = [];
  let section = 0;
  let sectionOwners: readonly string[] = [];
  for (const [index, written] of text.split(/\r?\n/).slice(0, MOST_RULES).entries()) {
    const line = written.replace(/(^|\s)#.*$/, '').trim();
    if (line === '') continue;
    // GitLab: `[Name]`, `^[Optional]`, `[Name][2] @default-owner`
    const header = /^\^?\[[^\]]+\](?:\[\d+\])?(.*)$/.exec(line);
    if (header !== null) {
      section += 1;
      sectionOwners = toOwners((header[1] ?? '').trim().split(/\s+/));
      continue;
    }
    const [pattern = '', ...names] = line.split(/(?<!\\)\s+/);
    const owners = names.length === 0 ? sectionOwners : toOwners(names);
    rules.push({ line: index + 1, owners, section, matches: matcherOf(pattern) });
  }
  return rules;
}

function toOwners(names: readonly string[]): readonly string[] {
  return names.filter((name) => name.includes('@'));
}

// The same patterns as .gitignore, except that negation and character ranges have no meaning here.
function matcherOf(pattern: string): (path: string) => boolean {
  if (pattern.startsWith('!')) return () => false;
  let compiled: ReturnType<typeof ignore> | undefined;
  return (path) => (compiled ??= ignore().add(pattern)).ignores(path);
}
