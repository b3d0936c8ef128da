import { directoryOf, joinPath } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { readCall, textOption, textsOf, type RubyCall, type RubyValue } from '../formats/ruby/calls.ts';
import { rubyStatements, textOf } from '../formats/ruby/statements.ts';
import { rubyTokens } from '../formats/ruby/tokens.ts';
import type { Requirement } from './lockfile.ts';

/** What a Gemfile says in literals; it is Ruby code and never run. */
export interface Gemfile {
  readonly path: string;
  readonly gems: readonly GemfileEntry[];
  /** `gemspec` calls. */
  readonly gemspecs: readonly GemspecCall[];
  /** Source URLs named at the top. */
  readonly sources: readonly string[];
  /** Lines that could add gems and that only Ruby could read. */
  readonly dynamic: readonly { readonly path: string; readonly line: number }[];
}

export interface GemfileEntry extends Requirement {
  /** `default` when none is named. */
  readonly groups: readonly string[];
  /** All of its groups are optional ones. */
  readonly optional: boolean;
  /** Only for some platforms, or below an `if`: it need not be locked. */
  readonly conditional: boolean;
  readonly localPath?: string;
  readonly git?: string;
  readonly source?: string;
  readonly file: string;
  readonly line: number;
}

export interface GemspecCall {
  /** Directory below the scan root. */
  readonly directory: string;
  readonly name?: string;
  readonly developmentGroup: string;
}

interface Block {
  readonly groups: readonly string[];
  readonly optional: boolean;
  readonly conditional: boolean;
  readonly source?: string;
  readonly localPath?: string;
  readonly git?: string;
}

const TOP: Block = { groups: [], optional: false, conditional: false };
const HOSTS: Readonly<Record<string, string>> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  bitbucket: 'https://bitbucket.org/',
};
const MOST_FILES = 50;

/** Reads a Gemfile, and the files that it takes in by `eval_gemfile "…"`. */
export function readGemfile(file: ClaimedFile, fs: ReadOnlyFs): Gemfile {
  const seen = new Set([file.path]);
  const queue = [file];
  const out = {
    gems: [] as GemfileEntry[],
    gemspecs: [] as GemspecCall[],
    sources: [] as string[],
    dynamic: [] as { path: string; line: number }[],
  };
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const path of readOne(next, out)) {
      const more = seen.has(path) || seen.size >= MOST_FILES ? undefined : fileBeside(path, fs)?.value;
      if (more === undefined) continue;
      seen.add(path);
      queue.push(more);
    }
  }
  return { path: file.path, ...out };
}

interface Output {
  readonly gems: GemfileEntry[];
  readonly gemspecs: GemspecCall[];
  readonly sources: string[];
  readonly dynamic: { path: string; line: number }[];
}

/** Adds what one file says, and gives the paths of the files it takes in. */
function readOne(file: ClaimedFile, out: Output): string[] {
  const included: string[] = [];
  const blocks: Block[] = [TOP];
  const directory = directoryOf(file.path);
  for (const { tokens, line, block } of rubyStatements(rubyTokens(file.text()))) {
    const above = blocks.at(-1) ?? TOP;
    if (block === 'closes') {
      if (blocks.length > 1) blocks.pop();
      continue;
    }
    const call = readCall(tokens);
    const name = call?.name ?? textOf(tokens[0]);
    if (block === 'opens') blocks.push(call === undefined ? above : openBlock(call, above));
    else if (call === undefined) continue;
    else if (name === 'source') out.sources.push(...(textsOf(call.args[0]) ?? []));
    else if (name === 'gemspec') out.gemspecs.push(toGemspecCall(call, directory));
    else if (name === 'eval_gemfile') {
      const path = call.args[0]?.kind === 'text' ? joinPath(directory, call.args[0].text) : undefined;
      if (path === undefined) out.dynamic.push({ path: file.path, line });
      else included.push(path);
    } else if (name === 'gem') {
      const entry = toEntry(call, above, { path: file.path, line });
      if (entry === undefined) out.dynamic.push({ path: file.path, line });
      else out.gems.push(entry);
    }
  }
  return included;
}

function openBlock(call: RubyCall, above: Block): Block {
  const [first] = call.args.flatMap((arg) => textsOf(arg) ?? []);
  switch (call.name) {
    case 'group':
      return {
        ...above,
        groups: [...above.groups, ...call.args.flatMap((arg) => textsOf(arg) ?? [])],
        optional: above.optional || textOption(call, 'optional') === 'true',
      };
    case 'source':
      return { ...above, ...(first !== undefined && { source: first }) };
    case 'path':
      return { ...above, ...(first !== undefined && { localPath: first }) };
    case 'git':
      return { ...above, ...(first !== undefined && { git: first }) };
    case 'github':
      return { ...above, ...(first !== undefined && { git: hosted('github', first) }) };
    default:
      return { ...above, conditional: true }; // `platforms`, `install_if`, `env`, `if`, loops
  }
}

function toEntry(call: RubyCall, block: Block, at: { readonly path: string; readonly line: number }): GemfileEntry | undefined {
  const [name, ...requirements] = call.args;
  if (name?.kind !== 'text') return undefined;
  const own = [...groupNames(call.options.get('group')), ...groupNames(call.options.get('groups'))];
  const groups = [...new Set([...block.groups, ...own])];
  const requirement = requirements.flatMap((value) => textsOf(value) ?? []).join(', ');
  const host = Object.keys(HOSTS).find((key) => call.options.has(key));
  const git = textOption(call, 'git') ?? (host === undefined ? block.git : hosted(host, textOption(call, host) ?? ''));
  const localPath = textOption(call, 'path') ?? block.localPath;
  const source = textOption(call, 'source') ?? block.source;
  const limited = ['platforms', 'platform', 'install_if', 'env'].some((key) => call.options.has(key));
  return {
    name: name.text,
    ...(requirement !== '' && { requirement }),
    groups: groups.length === 0 ? ['default'] : groups,
    optional: block.optional && own.length === 0,
    conditional: block.conditional || limited || call.conditional,
    ...(localPath !== undefined && { localPath }),
    ...(git !== undefined && git !== '' && { git }),
    ...(source !== undefined && { source }),
    file: at.path,
    line: at.line,
  };
}

function toGemspecCall(call: RubyCall, directory: string): GemspecCall {
  const name = textOption(call, 'name');
  return {
    directory: joinPath(directory, textOption(call, 'path') ?? '.') ?? directory,
    ...(name !== undefined && { name }),
    developmentGroup: textOption(call, 'development_group') ?? 'development',
  };
}

function groupNames(value: RubyValue | undefined): string[] {
  return textsOf(value) ?? [];
}

// `github: "rails"` is short for `rails/rails` (bundler/dsl.rb, git_source)
function hosted(host: string, repository: string): string {
  if (repository === '') return '';
  return `${HOSTS[host] ?? ''}${repository.includes('/') ? repository : `${repository}/${repository}`}.git`;
}
