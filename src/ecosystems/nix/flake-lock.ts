import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import type { JsonKeys } from '../formats/json-keys.ts';
import { readJson } from '../formats/json.ts';
import { staleBecause } from '../formats/not-locked.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { field, isRecord, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { flakeProject } from './flake-project.ts';
import { staleInputs } from './stale-lock.ts';
import { resolveInput } from './follows.ts';
import { lockedSource } from './locked-source.ts';

/** Reads flake.lock: nodes with their inputs, each locked to a revision. The name of a node is not that of an input. */
export const flakeLockReader: Reader = {
  id: 'nix-flake-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['flake.lock'],
  group: 'file',
  read: ofOneFile(read),
};

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = value;
  const version = field(root, 'version');
  if (typeof version === 'number' && (version < 5 || version > 7))
    return unreadable(
      diagnostic('lockfile-version-unsupported', `flake.lock version ${version} is not one we know (5 to 7)`, {
        path,
        line: keys.line('version'),
      }),
    );
  const nodes = recordField(root, 'nodes');
  const rootKey = textField(root, 'root') ?? 'root';
  if (nodes === undefined || field(nodes, rootKey) === undefined)
    return unreadable(diagnostic('lockfile-unparsable', 'expected `nodes` with the root among them', { path, line: 1 }));
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const project = flakeProject(rootKey, directoryOf(path), group.fs, path);
  const packages = new Map<string, LockedPackage>([[rootKey, project]]);
  for (const [key, node] of Object.entries(nodes)) {
    if (key === rootKey) continue;
    const item = isRecord(node) ? toPackage(key, node, { path, keys }) : undefined;
    if (item !== undefined) packages.set(key, item);
    else
      diagnostics.push(
        diagnostic('lockfile-entry-invalid', `node \`${key}\` is locked to nothing that has an address`, {
          path,
          line: keys.line('nodes', key),
        }),
      );
  }
  const edges: LockedEdge[] = [];
  for (const [from, node] of Object.entries(nodes)) {
    if (!packages.has(from)) continue;
    for (const [input, target] of Object.entries(recordField(node, 'inputs') ?? {})) {
      const to = resolveInput(target, nodes, rootKey);
      if (to !== undefined && packages.has(to) && to !== from) edges.push({ from, to, scope: 'runtime' });
      // `follows = ""` takes an input away.
      else if (to === undefined && !(Array.isArray(target) && target.length === 0))
        diagnostics.push(
          diagnostic('lockfile-edge-unresolved', `input \`${input}\` of \`${from}\` leads to no node`, {
            path,
            line: keys.line('nodes', from),
          }),
        );
    }
  }
  const stale = staleInputs(nodes, rootKey, path, group.fs);
  return {
    packages: [...packages.values()],
    edges,
    diagnostics: [...diagnostics, ...stale],
    covers: project.manifest === undefined ? [] : [project.manifest],
    ...staleBecause(path, stale),
  };
}

function toPackage(
  key: string,
  node: UnknownRecord,
  { path, keys }: { path: string; keys: JsonKeys },
): LockedPackage | undefined {
  const locked = recordField(node, 'locked');
  const line = keys.line('nodes', key);
  const occurrences = [{ path, ...(line !== undefined && { line }) }];
  if (locked === undefined) return undefined;
  const local = textField(locked, 'type') === 'path' ? textField(locked, 'path') : undefined;
  if (local !== undefined) {
    const directory = directoryOf(path);
    const target = local.startsWith('/') ? undefined : joinPath(directory, local);
    return { kind: 'first-party', key, path: target ?? directory, name: key, lockfile: path, occurrences, licenses: [] };
  }
  const source = lockedSource(locked);
  if (source === undefined) return undefined;
  const [narHash, modified] = [textField(locked, 'narHash'), field(locked, 'lastModified')];
  return {
    kind: 'third-party',
    key,
    purl: source.purl,
    ...(source.name !== undefined && { name: source.name }),
    resolution: 'locked',
    occurrences,
    origins: [source.origin],
    properties: {
      // The hash of an unpacked tree in Nix's archive format, not of a file.
      ...(narHash !== undefined && { 'licet:nix:nar-hash': narHash }),
      ...(typeof modified === 'number' && { 'licet:nix:last-modified': String(modified) }),
    },
  };
}
