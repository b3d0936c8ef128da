import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import { repositoryPurl, vcsOrigin, vcsUrl } from '../formats/vcs-source.ts';
import { hexPurl } from './hex-purl.ts';
import { isInsideDeps } from './installed.ts';
import { testDependencies } from './rebar-config.ts';
import { askedBy, findRebarOwners } from './rebar-owners.ts';
import { parseTerms, type Term } from './terms.ts';
import { itemsOf, pairValue, textOf, wordOf } from './term-values.ts';

/** Reads rebar.lock: packages with the level at which rebar3 met them; 0 is what the project itself names. */
export const rebarLockReader: Reader = {
  id: 'rebar-lock',
  version: 2,
  kind: 'lockfile',
  claims: ['rebar.lock'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined || isInsideDeps(group.root, group.fs) ? unreadable() : read(file, group);
  },
};

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const text = file.text();
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return unreadable(diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict }));
  const terms = parseTerms(text, 'erlang');
  if ('problem' in terms)
    return unreadable(diagnostic('lockfile-unparsable', `not a rebar.lock: ${terms.problem}`, { path, line: terms.line }));
  const lock = toLock(terms);
  if (lock === undefined)
    return unreadable(diagnostic('lockfile-unparsable', 'expected a list of locked dependencies', { path, line: 1 }));
  const diagnostics: Diagnostic[] = [];
  const owners = findRebarOwners(path, group, diagnostics);
  const [{ project }] = owners;
  const packages: LockedPackage[] = owners.map((owner) => owner.project);
  const edges: LockedEdge[] = [];
  const known = new Set<string>();
  const asking = askedBy(owners);
  for (const entry of lock.entries) {
    const item = toPackage(entry, lock, path);
    if (item === undefined || known.has(item.key)) {
      const message = item === undefined ? 'neither a package nor a repository at a revision' : `\`${item.key}\` stands twice`;
      diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path, line: entry.line }));
      continue;
    }
    known.add(item.key);
    // The lock holds the default profile only, and does not say who needs what is below level 0.
    packages.push({ ...item, stated: { project: project.key, scopes: ['runtime'] } });
    if (levelOf(entry) !== 0) continue;
    for (const owner of asking.get(item.key) ?? owners.slice(0, 1))
      edges.push({ from: owner.project.key, to: item.key, scope: 'runtime' });
  }
  const locked = new Set(known);
  const stale: string[] = [];
  for (const { project: owner, config = '', dependencies } of owners) {
    const missing = dependencies.find(({ app, profile }) => profile === undefined && !locked.has(app));
    for (const { item, ...edge } of testDependencies(dependencies, config)) {
      // What the lock holds for another reason is what the profile gets as well.
      if (!known.has(item.key)) packages.push(item);
      known.add(item.key);
      edges.push({ from: owner.key, to: item.key, ...edge });
    }
    if (missing === undefined) continue;
    const reason = `\`${missing.app}\` is declared, and ${path} does not hold it`;
    diagnostics.push(diagnostic('lockfile-stale', reason, { path: config, line: missing.line }));
    stale.push(reason);
  }
  return {
    packages,
    edges,
    diagnostics,
    covers: owners.flatMap(({ config }) => config ?? []),
    stale: stale.slice(0, 1).map((reason) => ({ path, reason })),
  };
}

interface RebarLock {
  readonly entries: readonly Term[];
  readonly inner: ReadonlyMap<string, string>;
  readonly outer: ReadonlyMap<string, string>;
}

// `{"1.2.0", [entries]}. [{pkg_hash, […]}, {pkg_hash_ext, […]}].`, or `[entries].` of older ones (rebar_config:consult_lock_file/1)
function toLock(terms: readonly Term[]): RebarLock | undefined {
  const [first, attributes] = terms;
  if (first?.kind === 'list') return { entries: first.items, inner: new Map(), outer: new Map() };
  const [version, entries] = itemsOf(first);
  if (first?.kind !== 'tuple' || textOf(version) === undefined || entries?.kind !== 'list') return undefined;
  const inner = hashesByApp(pairValue(attributes, 'pkg_hash'));
  return { entries: entries.items, inner, outer: hashesByApp(pairValue(attributes, 'pkg_hash_ext')) };
}

/** `[{<<"app">>, <<"…">>}]` by app; the first of two wins. */
function hashesByApp(list: Term | undefined): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const item of itemsOf(list)) {
    const [key, value] = itemsOf(item);
    const [app, hash] = [wordOf(key), textOf(value)];
    if (app !== undefined && hash !== undefined && !hashes.has(app)) hashes.set(app, hash);
  }
  return hashes;
}

function levelOf(entry: Term): number {
  return Number(wordOf(itemsOf(entry)[2]) ?? -1);
}

// {<<"app">>, {pkg, <<"name">>, <<"version">>}, 0} or {<<"app">>, {git, "url", {ref, "sha"}}, 0}
function toPackage(entry: Term, { inner, outer }: RebarLock, path: string): ThirdPartyPackage | undefined {
  const [appTerm, source] = itemsOf(entry);
  const [kind, first, second, third] = itemsOf(source);
  const app = wordOf(appTerm);
  const type = wordOf(kind);
  if (app === undefined || type === undefined) return undefined;
  const here = { path, line: entry.line };
  const shared = { kind: 'third-party', key: app, resolution: 'locked', occurrences: [here] } as const;
  if (type === 'pkg') {
    const [name, version] = [wordOf(first), textOf(second)];
    const purl = name === undefined || version === undefined ? undefined : hexPurl(name, version);
    const checksum = inner.get(app) ?? textOf(third);
    if (purl === undefined) return undefined;
    return {
      ...shared,
      purl,
      ...(name !== app && { alias: app }),
      hashes: hexHash('SHA-256', outer.get(app)),
      ...(checksum !== undefined && { properties: { 'licet:hex:inner-checksum': checksum.toLowerCase() } }),
    };
  }
  const url = textOf(first);
  const revision = textOf(itemsOf(second)[1]);
  const subpath = type === 'git_subdir' ? textOf(third) : undefined;
  if (!['git', 'git_subdir', 'hg'].includes(type) || url === undefined || revision === undefined) return undefined;
  const vcs = { url, revision, ...(subpath !== undefined && { subpath }) };
  const purl = repositoryPurl(vcs);
  if (purl === undefined) return undefined;
  return { ...shared, purl, name: app, origins: [vcsOrigin(vcs)], properties: { 'licet:hex:source': vcsUrl(vcs) } };
}
