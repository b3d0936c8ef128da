import { readdirSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import glob from 'fast-glob';
import ignore, { type Ignore } from 'ignore';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { readShort } from './git-repository.ts';
import { isSkippedFolder } from './skipped.ts';

/** Files of a directory that is no git work tree. */
export interface Walk {
  readonly paths: readonly string[];
  /** Paths that are not UTF-8, with replacement characters. */
  readonly unnameable: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Rules {
  /** Directory of the `.gitignore`, below the root. */
  readonly base: string;
  readonly ignore: Ignore;
}

/** Every regular file and link that no `.gitignore` on the way excludes. Links are listed, never followed. */
export function walk(root: string): Walk {
  const paths: string[] = [];
  const starts = [''];
  const unnameable: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const rulesOf = new Map<string, readonly Rules[]>();

  const listDirectory = (full: string): Dirent[] => {
    const directory = relative(root, full).split(sep).join('/');
    let entries: Dirent[];
    try {
      entries = readdirSync(full, { withFileTypes: true });
    } catch (error) {
      diagnostics.push(diagnostic('file-unreadable', `directory cannot be listed (${errno(error)})`, { path: directory }));
      return [];
    }
    // A virtual environment is marked by this file at its top (PEP 405).
    if (directory !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg')) return [];
    if (entries.some((entry) => entry.name.includes('\uFFFD'))) {
      const { valid, below } = separateNames(Buffer.from(full), directory);
      unnameable.push(...below);
      entries = entries.filter((entry) => valid.has(entry.name));
    }
    const inherited = rulesOf.get(directory.slice(0, Math.max(0, directory.lastIndexOf('/')))) ?? [];
    const rules = withOwnRules(full, directory, directory === '' ? [] : inherited, entries);
    rulesOf.set(directory, rules);
    const prefix = directory === '' ? '' : `${directory}/`;
    return entries.filter((entry) => {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        const isWanted = !isSkippedFolder(entry.name) && !isIgnored(`${path}/`, rules);
        if (isWanted && /[\r\n]/.test(entry.name)) starts.push(path);
        return isWanted;
      }
      if ((entry.isFile() || entry.isSymbolicLink()) && !isIgnored(path, rules)) paths.push(path);
      return false;
    });
  };

  // The patterns of fast-glob do not match line breaks: a folder with one in its name starts a walk of its own.
  for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
    glob.sync('**', {
      cwd: join(root, start),
      dot: true,
      followSymbolicLinks: false,
      suppressErrors: true,
      fs: { readdirSync: listDirectory as unknown as typeof readdirSync },
    });
  }
  return { paths, unnameable, diagnostics };
}

function withOwnRules(
  full: string,
  directory: string,
  inherited: readonly Rules[],
  entries: readonly Dirent[],
): readonly Rules[] {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return inherited;
  const text = readShort(join(full, '.gitignore'));
  if (text === undefined) return inherited;
  return [...inherited, { base: directory === '' ? '' : `${directory}/`, ignore: ignore({ ignorecase: false }).add(text) }];
}

// The nearest file that says something about a path decides (gitignore(5)).
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index];
    if (rule === undefined) continue;
    const verdict = rule.ignore.test(path.slice(rule.base.length));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

// Node shows bytes that are not UTF-8 as U+FFFD, and such a name opens nothing: what lies below is looked at by bytes.
function separateNames(full: Buffer, directory: string): { valid: ReadonlySet<string>; below: readonly string[] } {
  const valid = new Set<string>();
  const below: string[] = [];
  for (const entry of readdirSync(full, { withFileTypes: true, encoding: 'buffer' })) {
    const name = entry.name.toString('utf8');
    if (Buffer.from(name, 'utf8').equals(entry.name)) valid.add(name);
    else
      below.push(...filesBelow(Buffer.concat([full, Buffer.from(sep), entry.name]), join(directory, name), entry.isDirectory()));
  }
  return { valid, below };
}

function filesBelow(full: Buffer, path: string, isDirectory: boolean): string[] {
  const out: string[] = [];
  const open = [{ full, path, isDirectory }];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (!item.isDirectory) {
      out.push(item.path.split(sep).join('/'));
      continue;
    }
    try {
      for (const entry of readdirSync(item.full, { withFileTypes: true, encoding: 'buffer' })) {
        const name = entry.name.toString('utf8');
        if (isSkippedFolder(name)) continue;
        open.push({
          full: Buffer.concat([item.full, Buffer.from(sep), entry.name]),
          path: join(item.path, name),
          isDirectory: entry.isDirectory(),
        });
      }
    } catch {
      out.push(item.path.split(sep).join('/')); // cannot be listed: named itself
    }
  }
  return out;
}

function errno(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
