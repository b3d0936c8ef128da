import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { unreadable, type LockedPackage, type ReadResult } from '../../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../../ecosystem.ts';
import { scanJsonKeys, type JsonKeys } from '../../formats/json-keys.ts';
import { textField } from '../../formats/values.ts';
import { readJsonc } from '../../formats/jsonc.ts';
import { lockGraph, type LockGraph } from '../locks/lock-graph.ts';
import { toMember } from '../locks/member.ts';
import {
  jsrDependencies,
  normaliseDenoLock,
  npmDependencies,
  parseNpmKey,
  parseSpecifier,
  type DenoLockfile,
} from './lockfile.ts';
import { readDenoMembers, type DenoMember } from './members.ts';
import { toJsrPackage, toNpmPackage, toRemotePackages } from './packages.ts';

/** deno.lock, versions 2 to 5. */
export const denoLock: Reader = {
  id: 'npm-deno-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['deno.lock'],
  group: 'file',
  read: readDenoLock,
};

export function readDenoLock(group: ReadGroup): ReadResult {
  const file = group.files[0];
  if (file === undefined) return unreadable();
  const { path } = file;
  const text = file.text();
  const decoded = readJsonc({ path, text }, 'lockfile-unparsable');
  if (decoded.problem !== undefined) return unreadable(decoded.problem);
  const keys = scanJsonKeys(text, 3);
  const written = textField(decoded.value, 'version') ?? 'none';
  const version = Number(written);
  if (!Number.isInteger(version) || version < 2 || version > 5) {
    const message = `deno lockfile version \`${written}\` is not one of those that are read (2 to 5)`;
    return unreadable(diagnostic('lockfile-version-unsupported', message, { path, line: keys.line('version') ?? 1 }));
  }
  const lockfile = normaliseDenoLock(decoded.value, version);
  const graph = lockGraph(path);
  const members = readDenoMembers(lockfile.workspace, group.root, group.fs);
  for (const member of members)
    graph.add(
      toMember(
        { key: member.key, path: member.path, lockfile: path, name: member.name, version: member.version },
        member.manifest,
      ),
    );
  const remote = addPackages(graph, { lockfile, keys, directory: group.root });
  connectPackages(graph, lockfile);
  connectMembers(graph, { lockfile, members, remote });
  const covers = members.flatMap(({ manifest, configPath }) => [manifest?.path, configPath]).filter((item) => item !== undefined);
  const stale = members.flatMap((member) => staleImports(lockfile, member));
  for (const item of stale) graph.note(item);
  const [first] = stale;
  return graph.finish({ covers, ...(first !== undefined && { stale: [{ path, reason: first.message }] }) });
}

/** What a deno.json imports and the lockfile was never asked for. Remote modules are found by running, so they prove nothing. */
function staleImports({ specifiers }: DenoLockfile, { imports, configPath }: DenoMember): Diagnostic[] {
  return imports.flatMap((item) => {
    if (item.kind === 'remote') return [];
    const { kind, name, specifier } = item;
    // An import that no module uses is locked under no specifier: only a name that is there with another range is proof.
    const others = [...specifiers.keys()].filter((key) => key.startsWith(`${kind}:${name}@`));
    if (others.length === 0 || others.includes(specifier) || item.range === '') return [];
    const message = `\`${specifier}\` is declared, and the lockfile holds \`${others[0] ?? ''}\``;
    return [diagnostic('lockfile-stale', message, { path: configPath })];
  });
}

function addPackages(
  graph: LockGraph,
  { lockfile, keys, directory }: { lockfile: DenoLockfile; keys: JsonKeys; directory: string },
): readonly LockedPackage[] {
  const lineOf = (section: string, key: string): number | undefined =>
    keys.line(section, key) ?? keys.line('packages', section, key) ?? keys.line(section, 'packages', key);
  const place = { path: graph.path, directory };
  const add = (key: string, item: LockedPackage | undefined, line: number | undefined): void => {
    if (item === undefined) graph.report('lockfile-entry-invalid', `\`${key}\` names no package`, line);
    else graph.add(item);
  };
  for (const [key, entry] of Object.entries(lockfile.npm)) {
    const line = lineOf('npm', key);
    add(key, toNpmPackage(key, entry, { ...place, line }), line);
  }
  for (const [key, entry] of Object.entries(lockfile.jsr)) {
    const line = lineOf('jsr', key);
    add(key, toJsrPackage(key, entry, { ...place, line }), line);
  }
  const remote = toRemotePackages(lockfile.remote, { path: graph.path, lineOf: (url) => lineOf('remote', url) });
  for (const item of remote) graph.add(item);
  return remote;
}

function connectPackages(graph: LockGraph, lockfile: DenoLockfile): void {
  const byName = new Map<string, string>();
  for (const key of Object.keys(lockfile.npm)) byName.set(parseNpmKey(key).name, key);
  for (const [key, entry] of Object.entries(lockfile.npm)) {
    for (const [map, scope] of [
      ['dependencies', 'runtime'],
      ['optionalDependencies', 'optional'],
    ] as const) {
      for (const [, reference] of npmDependencies(entry, map)) {
        // since version 4 a name stands alone when the lockfile holds only one version of it
        const target = Object.hasOwn(lockfile.npm, reference) ? reference : byName.get(reference);
        if (target !== undefined) graph.connect(`npm:${key}`, `npm:${target}`, scope);
        else if (scope === 'runtime') graph.report('lockfile-edge-unresolved', `no entry for \`${reference}\``);
      }
    }
  }
  for (const [key, entry] of Object.entries(lockfile.jsr)) {
    for (const specifier of jsrDependencies(entry)) {
      const target = resolveSpecifier(lockfile, specifier);
      if (target === undefined) graph.report('lockfile-edge-unresolved', `no entry for \`${specifier}\``);
      else graph.connect(`jsr:${key}`, target, 'runtime', specifier);
    }
  }
}

/** A specifier as written, or without its range when the lockfile holds only one of that name. */
function resolveSpecifier({ specifiers }: DenoLockfile, specifier: string): string | undefined {
  const exact = specifiers.get(specifier);
  if (exact !== undefined) return exact;
  const matches = [...specifiers].filter(([written]) => written.startsWith(`${specifier}@`));
  return matches.length === 1 ? matches[0]?.[1] : undefined;
}

interface Connections {
  readonly lockfile: DenoLockfile;
  readonly members: readonly DenoMember[];
  readonly remote: readonly LockedPackage[];
}

// A specifier that no configuration and no package asks for is imported by a module of the project; which one, and
// whether it ships, the lockfile does not say.
function connectMembers(graph: LockGraph, { lockfile, members, remote }: Connections): void {
  const claimed = new Set(Object.values(lockfile.jsr).flatMap(jsrDependencies));
  // The workspace itself answers for its members' names, so they are locked nowhere.
  const memberOf = new Map(
    members.flatMap(({ key, name, manifest }) => [name, manifest?.name].map((own) => [own, key] as const)),
  );
  for (const { key, uses } of members) {
    for (const { specifier, scope } of uses) {
      claimed.add(specifier);
      const target = resolveSpecifier(lockfile, specifier) ?? memberOf.get(parseSpecifier(specifier).name);
      if (target === undefined) graph.report('lockfile-edge-unresolved', `no entry for \`${specifier}\``);
      else graph.connect(key, target, scope, specifier);
    }
  }
  const root = members[0]?.key ?? '';
  for (const [specifier, target] of lockfile.specifiers)
    if (!claimed.has(specifier)) graph.connect(root, target, 'unknown', specifier);
  for (const { key } of remote) graph.connect(root, key, 'unknown');
}
