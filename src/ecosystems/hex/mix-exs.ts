import { joinPath } from '../../domain/path.ts';
import { parseTerms, type Term } from './terms.ts';
import { itemsOf, pairValue, textOf, wordOf, wordsOf } from './term-values.ts';

/** The literal part of a mix.exs: what can be known without running it. */
export interface MixProject {
  readonly path: string;
  readonly directory: string;
  readonly app?: string;
  readonly version?: string;
  readonly description?: string;
  readonly licenses: readonly string[];
  readonly line?: number;
  readonly licenseLine?: number;
  /** Folder of the applications of an umbrella project. */
  readonly appsPath?: string;
  readonly dependencies: readonly MixDeclaration[];
  /** Lines of dependencies that are computed, so nobody knows them. */
  readonly computed: readonly number[];
}

export interface MixDeclaration {
  readonly app: string;
  /** Name of the Hex package, when it is not the application's. */
  readonly package: string;
  readonly requirement?: string;
  /** Environments it is limited to; empty: all. */
  readonly only: readonly string[];
  readonly runtime: boolean;
  readonly repository?: string;
  readonly git?: { readonly url: string; readonly reference?: string };
  /** Directory of another project, below the scan root; `''` is the root. */
  readonly directory?: string;
  readonly outside?: true;
  readonly inUmbrella: boolean;
  readonly line: number;
}

/** Reads what a mix.exs says in literals: `project/0`, and the lists that its `deps:` leads to. */
export function toMixProject(path: string, directory: string, text: string): MixProject {
  const code = blankComments(text);
  const lineOf = (pattern: RegExp): number | undefined => {
    const at = pattern.exec(code)?.index;
    return at === undefined ? undefined : code.slice(0, at).split('\n').length;
  };
  const attribute = (name: string): string | undefined => new RegExp(`^\\s*@${name}\\s+"([^"\\n]*)"`, 'm').exec(code)?.[1];
  const literal = (key: string): string | undefined => {
    const match = new RegExp(`\\b${key}:\\s*(?:"([^"\\n]*)"|:(\\w+)|@(\\w+))`).exec(code);
    return match?.[1] ?? match?.[2] ?? (match?.[3] === undefined ? undefined : attribute(match[3]));
  };
  const [app, version, description, appsPath] = [
    literal('app'),
    literal('version'),
    literal('description'),
    literal('apps_path'),
  ];
  const terms = dependencyTerms(code);
  const dependencies = terms.flatMap((term) => toDeclaration(term, directory));
  const line = lineOf(/\bdefmodule\b/);
  // `[…] ++ more()`: a part of some list is computed
  const joined = lineOf(/\]\s*\+\+/);
  const licenseLine = lineOf(/\blicenses:\s*[[~]/);
  return {
    path,
    directory,
    ...(app !== undefined && { app }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(appsPath !== undefined && { appsPath }),
    licenses: licensesOf(code),
    ...(line !== undefined && { line }),
    ...(licenseLine !== undefined && { licenseLine }),
    dependencies,
    computed: [
      ...terms.filter((term) => toDeclaration(term, directory).length === 0).map((term) => term.line),
      ...(joined === undefined ? [] : [joined]),
    ],
  };
}

function licensesOf(code: string): string[] {
  const match = /\blicenses:\s*(?=[[~])/.exec(code);
  if (match === null) return [];
  const terms = parseTerms(code, 'elixir', match.index + match[0].length);
  return 'problem' in terms ? [] : [...wordsOf(terms[0])];
}

// `deps: deps()` leads to every clause of `defp deps`, `deps: [...]` is the list itself.
function dependencyTerms(code: string): readonly Term[] {
  const stated = /\bdeps:\s*(?:(\[)|([a-z_]\w*[?!]?))/.exec(code);
  const starts = stated?.[1] !== undefined ? [stated.index + stated[0].length - 1] : listsOfFunction(code, stated?.[2] ?? 'deps');
  return starts.flatMap((start) => {
    const terms = parseTerms(code, 'elixir', start);
    return 'problem' in terms ? [{ kind: 'opaque', line: terms.line } as const] : itemsOf(terms[0]);
  });
}

function listsOfFunction(code: string, name: string): number[] {
  const escaped = name.replaceAll(/[?!]/g, '\\$&');
  const clause = new RegExp(`\\bdefp?\\s+${escaped}(?:\\([^)\\n]*\\))?[^\\n\\[]*?(?:\\bdo\\b|,\\s*do:)\\s*(?=\\[)`, 'g');
  // A project has one such function of a few clauses; the limit keeps a hostile file linear.
  return [...code.matchAll(clause)].slice(0, 20).map((match) => match.index + match[0].length);
}

// {:name, "~> 1.0"}, {:name, "~> 1.0", only: :dev}, {:name, path: "../name"}
function toDeclaration(term: Term, directory: string): MixDeclaration[] {
  const [name, second, ...rest] = itemsOf(term);
  const app = name?.kind === 'atom' ? name.value : undefined;
  if (term.kind !== 'tuple' || app === undefined || second === undefined) return [];
  const requirement = textOf(second);
  const pairs = [second, ...rest].flatMap((item) => (item.kind === 'list' ? item.items : item.kind === 'tuple' ? [item] : []));
  const options: Term = { kind: 'list', items: pairs, line: term.line };
  if (requirement === undefined && pairs.length === 0) return [];
  const option = (key: string): string | undefined => wordOf(pairValue(options, key));
  const [github, git, path] = [option('github'), option('git'), option('path')];
  const url = git ?? (github === undefined ? undefined : `https://github.com/${github}.git`);
  const reference = option('ref') ?? option('tag') ?? option('branch');
  const organization = option('organization');
  const repository = organization === undefined ? option('repo') : `hexpm:${organization}`;
  const target = path === undefined || path.startsWith('/') ? undefined : joinPath(directory, path);
  return [
    {
      app,
      package: option('hex') ?? app,
      ...(requirement !== undefined && { requirement }),
      only: wordsOf(pairValue(options, 'only')),
      runtime: option('runtime') !== 'false',
      ...(repository !== undefined && { repository }),
      ...(url !== undefined && { git: { url, ...(reference !== undefined && { reference }) } }),
      ...(target !== undefined && { directory: target }),
      ...(path !== undefined && target === undefined && { outside: true as const }),
      inUmbrella: option('in_umbrella') === 'true',
      line: term.line,
    },
  ];
}

// Comments become spaces, so that offsets and lines stay; `#` inside a text is not a comment.
function blankComments(text: string): string {
  return text.replaceAll(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\?#|#(?!\{)[^\n]*/g, (found) =>
    found.startsWith('#') ? ' '.repeat(found.length) : found,
  );
}
