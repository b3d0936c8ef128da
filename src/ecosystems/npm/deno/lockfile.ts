import { listField, recordField, textEntries, type UnknownRecord } from '../../formats/values.ts';
import { splitDescriptor } from '../locks/descriptor.ts';

/** The parts of a deno.lock in one form for versions 2 to 5 (denoland/deno_lockfile). */
export interface DenoLockfile {
  readonly version: number;
  /** `npm:chalk@5` to the key of its package: `npm:chalk@5.3.0`. */
  readonly specifiers: ReadonlyMap<string, string>;
  readonly npm: UnknownRecord;
  readonly jsr: UnknownRecord;
  /** URL to sha256 of its text. */
  readonly remote: readonly (readonly [url: string, sha256: string])[];
  readonly workspace: UnknownRecord | undefined;
}

export function normaliseDenoLock(root: UnknownRecord, version: number): DenoLockfile {
  const remote = textEntries(root, 'remote');
  const workspace = recordField(root, 'workspace');
  const shared = { version, remote, workspace };
  if (version === 2) {
    const npm = recordField(root, 'npm');
    const specifiers = textEntries(npm, 'specifiers').map(([from, to]) => [`npm:${from}`, `npm:${to}`] as const);
    return { ...shared, specifiers: new Map(specifiers), npm: recordField(npm, 'packages') ?? {}, jsr: {} };
  }
  const packages = version === 3 ? recordField(root, 'packages') : root;
  const specifiers = textEntries(packages, 'specifiers').map(
    ([from, to]) => [from, version === 3 ? to : `${keyPrefix(from)}@${to}`] as const,
  );
  return {
    ...shared,
    specifiers: new Map(specifiers),
    npm: recordField(packages, 'npm') ?? {},
    jsr: recordField(packages, 'jsr') ?? {},
  };
}

// since version 4 only the version is kept: `npm:chalk@5` is `5.3.0`
function keyPrefix(specifier: string): string {
  const { kind, name } = parseSpecifier(specifier);
  return `${kind}:${name}`;
}

export interface Specifier {
  readonly kind: string;
  readonly name: string;
  readonly range: string;
}

/** `npm:@scope/name@^1`, `jsr:/@std/bytes@1`. */
export function parseSpecifier(text: string): Specifier {
  const colon = text.indexOf(':');
  const { name, range } = splitDescriptor(text.slice(colon + 1).replace(/^\//, ''));
  return { kind: text.slice(0, colon), name, range };
}

/** Dependencies of an npm entry: a map up to version 3, then a list. */
export function npmDependencies(entry: unknown, map: string): readonly (readonly [name: string, reference: string])[] {
  const list = listField(entry, map);
  if (list === undefined) return textEntries(entry, map);
  return list.flatMap((item) => {
    if (typeof item !== 'string') return [];
    const alias = /^(.[^@]*)@npm:(.+)$/.exec(item);
    return [[alias?.[1] ?? splitDescriptor(item).name, alias?.[2] ?? item] as const];
  });
}

/** Specifiers that a jsr package asks for. */
export function jsrDependencies(entry: unknown): readonly string[] {
  return (listField(entry, 'dependencies') ?? []).filter((item): item is string => typeof item === 'string');
}

/** `name@1.0.0_peer@2.0.0` cut into name and version: a version holds no `_`. */
export function parseNpmKey(key: string): { readonly name: string; readonly version: string } {
  const { name, range } = splitDescriptor(key);
  const peers = range.indexOf('_');
  return { name, version: peers === -1 ? range : range.slice(0, peers) };
}
