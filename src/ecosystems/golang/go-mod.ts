import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import { readDirectives, type Directive } from './directives.ts';

/** A module file: go.mod, or what go.work says for all of its modules. */
export interface GoMod {
  readonly path: string;
  /** Absent in go.work. */
  readonly module?: string;
  readonly moduleLine?: number;
  readonly go?: string;
  readonly requires: readonly Requirement[];
  readonly replaces: readonly Replacement[];
  /** `path@version`. */
  readonly excludes: ReadonlySet<string>;
  /** Package paths of `tool` directives. */
  readonly tools: readonly string[];
  /** Directories of `use` directives, as written; only in go.work. */
  readonly uses: readonly { readonly directory: string; readonly line: number }[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Requirement {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
  readonly line: number;
}

export interface Replacement {
  readonly path: string;
  /** Absent: every version. */
  readonly version?: string;
  readonly target: string;
  /** Absent for a directory. */
  readonly targetVersion?: string;
  readonly line: number;
}

const SILENT = new Set(['toolchain', 'retract', 'godebug', 'ignore']);

/** Reads go.mod or go.work. What makes no sense is left out and said. */
export function parseGoMod(path: string, text: string): GoMod {
  const requires: Requirement[] = [];
  const replaces: Replacement[] = [];
  const excludes = new Set<string>();
  const tools: string[] = [];
  const uses: { directory: string; line: number }[] = [];
  const diagnostics: Diagnostic[] = [];
  let module: { path: string; line: number } | undefined;
  let go: string | undefined;

  const conflict = mergeConflictLine(text);
  if (conflict !== undefined) {
    const problem = diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict });
    return { path, requires, replaces, excludes, tools, uses, diagnostics: [problem] };
  }
  const { directives, badLines } = readDirectives(text);
  for (const line of badLines) {
    diagnostics.push(diagnostic('manifest-entry-invalid', 'a quote or a block that is not closed', { path, line }));
  }
  for (const directive of directives) {
    const { verb, words, line } = directive;
    const [first = '', second = ''] = words;
    const replacement = verb === 'replace' ? toReplacement(directive) : undefined;
    if (verb === 'module' && words.length === 1) module ??= { path: first, line };
    else if (verb === 'go' && words.length === 1) go ??= first;
    else if (verb === 'require' && isModuleVersion(words)) {
      requires.push({ path: first, version: second, indirect: isIndirect(directive.comment), line });
    } else if (replacement !== undefined) replaces.push(replacement);
    else if (verb === 'exclude' && isModuleVersion(words)) excludes.add(`${first}@${second}`);
    else if (verb === 'tool' && words.length === 1) tools.push(first);
    else if (verb === 'use' && words.length === 1) uses.push({ directory: first, line });
    else if (!SILENT.has(verb)) {
      diagnostics.push(diagnostic('manifest-entry-invalid', `\`${verb}\` line that makes no sense`, { path, line }));
    }
  }
  return {
    path,
    ...(module !== undefined && { module: module.path, moduleLine: module.line }),
    ...(go !== undefined && { go }),
    requires,
    replaces,
    excludes,
    tools,
    uses,
    diagnostics,
  };
}

function isModuleVersion(words: readonly string[]): boolean {
  return words.length === 2 && words[0] !== '' && /^v\d/.test(words[1] ?? '');
}

// `// indirect`, or `// indirect; why` (golang.org/x/mod `modfile.isIndirect`).
function isIndirect(comment: string): boolean {
  return comment === 'indirect' || comment.startsWith('indirect;');
}

// `old [version] => new version`, or `old [version] => ./directory`.
function toReplacement({ words, line }: Directive): Replacement | undefined {
  const arrow = words.indexOf('=>');
  const [path, version, extra] = words.slice(0, Math.max(arrow, 0));
  const [target, targetVersion, more] = words.slice(arrow + 1);
  if (path === undefined || path === '' || target === undefined || target === '') return undefined;
  if (extra !== undefined || more !== undefined) return undefined;
  return {
    path,
    ...(version !== undefined && { version }),
    target,
    ...(targetVersion !== undefined && { targetVersion }),
    line,
  };
}
