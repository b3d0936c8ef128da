import { isRecord, type UnknownRecord } from '../../formats/values.ts';
import { splitDescriptor } from '../locks/descriptor.ts';

/** One tuple of `packages` in bun.lock; its length depends on where the package comes from (oven-sh/bun, bun.lock.zig). */
export interface BunEntry {
  /** Install path without `node_modules`: `a/b` is `b` nested below `a`. */
  readonly key: string;
  /** The real name, never an alias. */
  readonly name: string;
  readonly address: string;
  readonly kind: 'npm' | 'remote' | 'workspace' | 'local' | 'root';
  readonly meta: UnknownRecord;
  /** Tarball of an npm package from another registry. */
  readonly tarball: string | undefined;
  readonly integrity: string | undefined;
}

export function toBunEntry(key: string, tuple: unknown): BunEntry | undefined {
  if (!Array.isArray(tuple)) return undefined;
  const [id, ...rest]: readonly unknown[] = tuple;
  if (typeof id !== 'string') return undefined;
  const { name, range: address } = splitDescriptor(id);
  if (name === '' || address === '') return undefined;
  const texts = rest.filter((item): item is string => typeof item === 'string');
  return {
    key,
    name,
    address,
    kind: kindOf(address),
    meta: rest.find(isRecord) ?? {},
    tarball: texts.find((text) => /^https?:\/\//.test(text)),
    integrity: texts.find((text) => /^(?:md5|sha\d+)-/.test(text)),
  };
}

function kindOf(address: string): BunEntry['kind'] {
  if (/^\d/.test(address)) return 'npm';
  if (address.startsWith('workspace:')) return 'workspace';
  if (address.startsWith('root:')) return 'root';
  if (/^(?:https?:|git|ssh:|github:|gitlab:|bitbucket:)/.test(address)) return 'remote';
  return 'local';
}

/** `@m/b/ms` is `['@m/b', 'ms']`: a scope and its name are one segment. */
export function keySegments(key: string): readonly string[] {
  const out: string[] = [];
  for (const part of key.split('/')) {
    const last = out.at(-1);
    if (last?.startsWith('@') === true && !last.includes('/')) out[out.length - 1] = `${last}/${part}`;
    else out.push(part);
  }
  return out;
}

/** The entry that `name` resolves to for a package installed at `from`: its own folder first, then up the tree. */
export function resolveUpwards(from: readonly string[], name: string, known: (key: string) => boolean): string | undefined {
  for (let depth = from.length; depth >= 0; depth -= 1) {
    const key = [...from.slice(0, depth), name].join('/');
    if (known(key)) return key;
  }
  return undefined;
}
