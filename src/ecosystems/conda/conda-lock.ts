import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import { makePurl } from '../../domain/purl.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { siblingFile } from '../formats/sibling.ts';
import { isRecord, listField, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { originOf, withoutCredentials } from '../formats/vcs-source.ts';
import { readYaml } from '../formats/yaml.ts';
import { condaPurl, parseCondaUrl, pipName, pipPurl } from './conda-purl.ts';
import { askedIn } from './environment-file.ts';
import { parseMatchSpec } from './match-spec.ts';

/** Reads conda-lock.yml: one entry per package and platform, of conda and of pip. */
export const condaLockReader: Reader = {
  id: 'conda-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['conda-lock.yml', '*.conda-lock.yml'],
  group: 'file',
  read: ofOneFile(read),
};

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly platform: string;
  readonly isPip: boolean;
  readonly scope: Scope;
  readonly item: ThirdPartyPackage;
  readonly record: UnknownRecord;
}

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readYaml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const [root] = value;
  const version = textField(root, 'version');
  if (version !== undefined && version !== '1')
    return unreadable(
      diagnostic('lockfile-version-unsupported', `conda-lock version \`${version}\` is not one we know`, { path, line: 1 }),
    );
  const list = listField(root, 'package');
  if (list === undefined) return unreadable(diagnostic('lockfile-unparsable', 'expected a list `package`', { path, line: 1 }));
  const diagnostics: Diagnostic[] = [];
  const lines = entryLines(file.text());
  const entries = new Map<string, Entry>();
  for (const [index, record] of list.entries()) {
    const here = { path, ...(lines[index] !== undefined && { line: lines[index] }) };
    const entry = isRecord(record) ? toEntry(record, here) : undefined;
    if (entry === undefined)
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'an entry without name, version and platform', here));
    else entries.set(entry.key, entry);
  }
  const directory = directoryOf(path);
  const sources = sourcesOf(root, directory, group, diagnostics);
  const name = sources.name ?? (directory.split('/').at(-1) || '.');
  const manifest = sources.paths[0];
  const project = {
    kind: 'first-party',
    key: 'project',
    path: directory,
    name,
    lockfile: path,
    ...(manifest !== undefined && { manifest }),
    occurrences: manifest === undefined ? [] : [{ path: manifest }],
    licenses: [],
  } as const;
  const packages: LockedPackage[] = [project];
  const edges: LockedEdge[] = [];
  for (const entry of entries.values()) {
    packages.push({ ...entry.item, stated: { project: project.key, scopes: [entry.scope] } });
    edges.push(...edgesOf(entry, entries));
    const isDirect = sources.names.has(entry.isPip ? `pip ${pipName(entry.name)}` : `conda ${entry.name}`);
    if (isDirect) edges.push({ from: project.key, to: entry.key, scope: entry.scope });
  }
  const stale = unlockedNames(sources, entries).map(({ name: asked, path: source }) => notLocked(asked, path, { path: source }));
  return { packages, edges, diagnostics: [...diagnostics, ...stale], covers: sources.paths, ...staleBecause(path, stale) };
}

function toEntry(record: UnknownRecord, here: { path: string; line?: number }): Entry | undefined {
  const [name, version, manager, platform, url] = ['name', 'version', 'manager', 'platform', 'url'].map((key) =>
    textField(record, key),
  );
  if (name === undefined || version === undefined || platform === undefined) return undefined;
  const isPip = manager === 'pip';
  const hash = recordField(record, 'hash');
  const purl = isPip
    ? pipPurlOf(name, version, url)
    : condaPurl({ ...(url === undefined ? undefined : parseCondaUrl(url)), name, version });
  if (purl === undefined) return undefined;
  const key = keyOf(platform, isPip, name);
  return {
    key,
    name,
    platform,
    isPip,
    scope: scopeOf(record),
    record,
    item: {
      kind: 'third-party',
      key,
      purl,
      resolution: 'locked',
      occurrences: [here],
      hashes: [...hexHash('MD5', textField(hash, 'md5')), ...hexHash('SHA-256', textField(hash, 'sha256'))],
      ...(url !== undefined && { origins: [originOf(url)] }),
      platforms: [platform],
      // pip has a file per platform
      ...(isPip && { properties: { 'licet:hashes': 'any-of' } }),
    },
  };
}

function pipPurlOf(name: string, version: string, url: string | undefined): ReturnType<typeof makePurl> {
  return url?.startsWith('git+') === true
    ? makePurl({ type: 'pypi', name, version, qualifiers: { vcs_url: withoutCredentials(url) } })
    : pipPurl(name, version);
}

function keyOf(platform: string, isPip: boolean, name: string): string {
  return `${platform} ${isPip ? `pip ${pipName(name)}` : `conda ${name}`}`;
}

// conda-lock, "categories": main, dev, and what people call their extras.
function scopeOf(record: UnknownRecord): Scope {
  const category = textField(record, 'category') ?? 'main';
  if (category === 'main') return 'runtime';
  if (category.startsWith('dev')) return 'dev';
  if (/^tests?$/.test(category)) return 'test';
  return 'optional';
}

// Of the same platform; pip packages may need what conda installs. `__glibc` and the like are the machine's own.
function edgesOf({ key, platform, isPip, record }: Entry, entries: ReadonlyMap<string, Entry>): LockedEdge[] {
  return textEntries(record, 'dependencies').flatMap(([name, requirement]) => {
    const candidates = isPip ? [keyOf(platform, true, name), keyOf(platform, false, name)] : [keyOf(platform, false, name)];
    const to = candidates.find((candidate) => entries.has(candidate));
    if (to === undefined || to === key) return [];
    return [{ from: key, to, scope: 'runtime' as const, ...(requirement !== '' && { requirement }) }];
  });
}

// What pip is asked for may be a conda package of another name, and `__glibc` is the machine's own.
function unlockedNames({ conda }: Sources, entries: ReadonlyMap<string, Entry>): { name: string; path: string }[] {
  const locked = new Set([...entries.values()].filter(({ isPip }) => !isPip).map(({ name }) => name));
  return conda.filter(({ name }) => !locked.has(name) && !name.startsWith('__'));
}

interface Sources {
  readonly name?: string | undefined;
  readonly paths: readonly string[];
  /** `conda numpy`, `pip django`. */
  readonly names: ReadonlySet<string>;
  /** What conda is asked for by files that are always a part of the lockfile: others may have been left out. */
  readonly conda: readonly { readonly name: string; readonly path: string }[];
}

// The lock names the files it was made from; what they ask for is direct.
function sourcesOf(root: unknown, directory: string, group: ReadGroup, problems: Diagnostic[]): Sources {
  const listed = listField(recordField(root, 'metadata'), 'sources') ?? [];
  const names = new Set<string>();
  const conda: { name: string; path: string }[] = [];
  const paths: string[] = [];
  let name: string | undefined;
  for (const source of listed.slice(0, 100)) {
    const path = typeof source === 'string' ? joinPath(directory, source) : undefined;
    const file = path === undefined || !/\.ya?ml$/.test(path) ? undefined : siblingFile(group.fs, path, problems);
    const parsed = file === undefined ? undefined : readYaml(file, 'manifest-unparsable');
    if (path === undefined || parsed === undefined) continue;
    paths.push(path);
    if (parsed.problem !== undefined) problems.push(parsed.problem);
    name ??= textField(parsed.value?.[0], 'name');
    const isMain = (textField(parsed.value?.[0], 'category') ?? 'main') === 'main';
    for (const { text, kind } of askedIn(parsed.value?.[0])) {
      const asked = kind === 'conda' ? parseMatchSpec(text)?.name : /^[A-Za-z0-9][\w.-]*/.exec(text)?.[0];
      if (asked === undefined) continue;
      names.add(kind === 'conda' ? `conda ${asked}` : `pip ${pipName(asked)}`);
      if (kind === 'conda' && isMain) conda.push({ name: asked, path });
    }
  }
  return { name, paths, names, conda };
}

// The entries of the top-level list, in order: `- name: …` at the indentation of the first one.
function entryLines(text: string): number[] {
  const lines: number[] = [];
  let isOpen = false;
  let indent: string | undefined;
  for (const [index, content] of text.split('\n').entries()) {
    if (content.startsWith('package:')) isOpen = true;
    const match = isOpen ? /^(\s*)- /.exec(content) : null;
    if (match === null) continue;
    indent ??= match[1];
    if (match[1] === indent) lines.push(index + 1);
  }
  return lines;
}
