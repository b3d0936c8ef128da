import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { joinPath } from '../../../domain/path.ts';
import { unreadable, type ReadResult } from '../../../domain/read-result.ts';
import type { ReadGroup, Reader, UnsupportedFile } from '../../ecosystem.ts';
import { scanJsonKeys, type JsonKeys } from '../../formats/json-keys.ts';
import { field, listField, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import { readDependencies } from '../dependencies.ts';
import type { Manifest } from '../manifest.ts';
import { readJsonc } from '../../formats/jsonc.ts';
import { lockGraph, type LockGraph } from '../locks/lock-graph.ts';
import { explainedManifests, memberManifest, toMember } from '../locks/member.ts';
import { keySegments, resolveUpwards, toBunEntry, type BunEntry } from './entry.ts';
import { toBunPackage } from './packages.ts';

/** bun.lock, the text lockfile of bun 1.1.39 and later. */
export const bunLock: Reader = {
  id: 'npm-bun-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['bun.lock'],
  group: 'file',
  read: readBunLock,
};

export const BUN_UNSUPPORTED: readonly UnsupportedFile[] = [
  {
    claim: 'bun.lockb',
    reason: 'bun.lockb is the binary lockfile of older bun versions',
    hint: 'run `bun install --save-text-lockfile` and commit bun.lock',
  },
];

const NEWEST = 2;

export function readBunLock(group: ReadGroup): ReadResult {
  const file = group.files[0];
  if (file === undefined) return unreadable();
  const { path } = file;
  const text = file.text();
  const decoded = readJsonc({ path, text }, 'lockfile-unparsable');
  if (decoded.problem !== undefined) return unreadable(decoded.problem);
  const root = decoded.value;
  const keys = scanJsonKeys(text, 2);
  const version = field(root, 'lockfileVersion');
  if (typeof version !== 'number' || version > NEWEST || version < 0) {
    const message = `bun lockfile version \`${String(version)}\` is not one of those that are read (0 to ${NEWEST})`;
    return unreadable(diagnostic('lockfile-version-unsupported', message, { path, line: keys.line('lockfileVersion') ?? 1 }));
  }
  const graph = lockGraph(path);
  const members = readMembers(root, group);
  for (const member of members)
    graph.add(toMember({ ...member, lockfile: path, line: keys.line('workspaces', member.id) }, member.manifest));
  const keyOf = addPackages(graph, { root, keys, group, members });
  for (const member of members) connectMember(graph, member, keyOf);
  const stale = members.flatMap(staleFindings);
  const result = graph.finish();
  return {
    ...result,
    covers: explainedManifests(result.packages, (key) => key.includes('@link:')),
    diagnostics: [...result.diagnostics, ...stale],
    ...(stale[0] !== undefined && { stale: [{ path, reason: stale[0].message }] }),
  };
}

interface Member {
  readonly id: string;
  readonly key: string;
  readonly path: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly entry: UnknownRecord;
  readonly manifest: Manifest | undefined;
}

function readMembers(root: UnknownRecord, group: ReadGroup): readonly Member[] {
  return Object.keys(recordField(root, 'workspaces') ?? {}).flatMap((id) => {
    const entry = recordField(field(root, 'workspaces'), id);
    const path = joinPath(group.root, id);
    if (entry === undefined || path === undefined) return [];
    const facts = { id, key: `workspace ${id}`, path, name: textField(entry, 'name'), version: textField(entry, 'version') };
    return [{ ...facts, entry, manifest: memberManifest(group.fs, path) }];
  });
}

interface Facts {
  readonly root: UnknownRecord;
  readonly keys: JsonKeys;
  readonly group: ReadGroup;
  readonly members: readonly Member[];
}

/** Adds the packages and their edges; the answer maps keys of `packages` to keys of the graph. */
function addPackages(graph: LockGraph, { root, keys, group, members }: Facts): ReadonlyMap<string, string> {
  const keyOf = new Map<string, string>();
  const byId = new Map(members.map((member) => [member.id, member.key]));
  const entries: BunEntry[] = [];
  const place = { path: graph.path, directory: group.root, fs: group.fs, patched: recordField(root, 'patchedDependencies') };
  for (const [key, tuple] of Object.entries(recordField(root, 'packages') ?? {})) {
    const line = keys.line('packages', key);
    const entry = toBunEntry(key, tuple);
    const member = entry === undefined ? undefined : memberKey(entry, byId);
    const item = entry === undefined || member !== undefined ? undefined : toBunPackage(entry, line, place);
    if (member !== undefined) keyOf.set(key, member);
    else if (entry !== undefined && item !== undefined) {
      graph.add(item);
      keyOf.set(key, key);
      entries.push(entry);
    } else graph.report('lockfile-entry-invalid', `\`${key}\` is not a package`, line);
  }
  for (const entry of entries)
    connect(graph, {
      from: entry.key,
      at: keySegments(entry.key),
      source: entry.meta,
      keyOf,
      line: keys.line('packages', entry.key),
    });
  return keyOf;
}

function memberKey({ kind, address }: BunEntry, byId: ReadonlyMap<string, string>): string | undefined {
  if (kind === 'root') return byId.get('');
  return kind === 'workspace' ? byId.get(address.slice('workspace:'.length)) : undefined;
}

// What is nested for one member stands below its name, as if it were installed in the root's node_modules.
function connectMember(graph: LockGraph, member: Member, keyOf: ReadonlyMap<string, string>): void {
  const at = member.id === '' || member.name === undefined ? [] : [member.name];
  connect(graph, { from: member.key, at, source: member.entry, keyOf, line: undefined });
}

interface Connection {
  readonly from: string;
  readonly at: readonly string[];
  readonly source: UnknownRecord;
  readonly keyOf: ReadonlyMap<string, string>;
  readonly line: number | undefined;
}

function connect(graph: LockGraph, { from, at, source, keyOf, line }: Connection): void {
  const optionalPeers = new Set(listField(source, 'optionalPeers'));
  for (const { name, requirement, scope, mayBeAbsent } of readDependencies(source)) {
    const target = resolveUpwards(at, name, (key) => keyOf.has(key));
    if (target !== undefined)
      graph.connect(
        from,
        keyOf.get(target) ?? target,
        optionalPeers.has(name) && scope === 'peer' ? 'optional' : scope,
        requirement,
      );
    else if (!mayBeAbsent) graph.report('lockfile-edge-unresolved', `no entry for \`${name}\` \`${requirement}\``, line);
  }
}

function staleFindings({ manifest, entry }: Member): Diagnostic[] {
  if (manifest === undefined) return [];
  return manifest.dependencies.flatMap(({ name, requirement, map }) => {
    const locked = textField(recordField(entry, map), name);
    if (locked === requirement || map === 'peerDependencies') return [];
    const elsewhere = (['dependencies', 'optionalDependencies', 'devDependencies'] as const).some(
      (other) => textField(recordField(entry, other), name) === requirement,
    );
    if (elsewhere) return [];
    const reason =
      locked === undefined
        ? `the lockfile does not know \`${name}\` \`${requirement}\``
        : `the lockfile was made for \`${name}\` \`${locked}\`, the manifest asks for \`${requirement}\``;
    return [diagnostic('lockfile-stale', reason, { path: manifest.path, line: manifest.lineOf(map, name) })];
  });
}
