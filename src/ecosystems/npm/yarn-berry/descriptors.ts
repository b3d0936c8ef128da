import type { Manifest } from '../manifest.ts';
import { splitDescriptor } from '../locks/descriptor.ts';
import { splitParameters } from './locator.ts';

/** One dependency of one entry, to be resolved. */
export interface Wanted {
  /** `name@protocol:…` of the entry that asks. */
  readonly from: string;
  readonly name: string;
  readonly range: string;
}

/** Finds the entry that a dependency resolves to. */
export type Resolve = (wanted: Wanted) => string | undefined;

/**
 * Looks up by descriptor, as yarn does: first what `resolutions` of the root manifest put in its place, then the
 * descriptor bound to the asking locator, then the plain one. Before lockfile version 8 ranges lack their `npm:`.
 */
export function descriptorIndex(
  entries: readonly (readonly [descriptors: readonly string[], key: string])[],
  settings: { readonly root: Manifest | undefined; readonly catalog: (name: string, range: string) => string | undefined },
): Resolve {
  const exact = new Map<string, string>();
  const unbound = new Map<string, string>();
  for (const [descriptors, key] of entries) {
    for (const descriptor of descriptors) {
      exact.set(descriptor, key);
      unbound.set(splitParameters(descriptor).address, key);
    }
  }
  const find = (from: string, descriptor: string): string | undefined =>
    exact.get(`${descriptor}::locator=${encodeURIComponent(from)}`) ?? exact.get(descriptor) ?? unbound.get(descriptor);
  const lookUp = (from: string, name: string, range: string): string | undefined =>
    find(from, `${name}@${range}`) ?? (range.includes(':') ? undefined : find(from, `${name}@npm:${range}`));
  const rules = (settings.root?.resolutions ?? []).map(([pattern, target]) => ({ ...parsePattern(pattern), target }));
  return ({ from, name, range: written }) => {
    const range = settings.catalog(name, written) ?? written;
    const rule = rules.find(
      (candidate) =>
        candidate.name === name &&
        (candidate.range === undefined || sameRange(candidate.range, range)) &&
        (candidate.parent === undefined || candidate.parent === splitDescriptor(from).name),
    );
    return (rule === undefined ? undefined : lookUp(from, name, rule.target)) ?? lookUp(from, name, range);
  };
}

// `parent@npm:1/name@npm:^2` (berry parsers/resolution)
function parsePattern(pattern: string): { parent?: string; name: string; range?: string } {
  const parts = /^(?:(.+)\/)??((?:@[^/@]+\/)?[^/@]+)(?:@(.+))?$/.exec(pattern);
  if (parts === null) return { name: pattern };
  const parent = parts[1]?.replace(/^\*\*\/?/, '');
  return {
    name: parts[2] ?? pattern,
    ...(parent !== undefined && parent !== '' && { parent: splitDescriptor(parent).name }),
    ...(parts[3] !== undefined && { range: parts[3] }),
  };
}

function sameRange(a: string, b: string): boolean {
  return a.replace(/^npm:/, '') === b.replace(/^npm:/, '');
}
