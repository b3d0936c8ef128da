import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import { indexLines } from '../formats/line-index.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { listField, type UnknownRecord } from '../formats/values.ts';
import type { LockContext } from './lock-graph.ts';
import { toConanPackage } from './locked.ts';
import { conanIdentity, parseReference } from './reference.ts';
import { toConanProject } from './recipe.ts';

// `config_requires` install settings of Conan itself, not packages of the product.
const LISTS: readonly (readonly [list: string, scope: Scope])[] = [
  ['requires', 'runtime'],
  ['build_requires', 'dev'],
  ['python_requires', 'build'],
];

/** Reads the lists of a Conan 2 lockfile: every version of every package, without saying who needs it. */
export function readLockLists(lock: UnknownRecord, text: string, context: LockContext): ReadResult {
  const { path, recipe, diagnostics } = context;
  const lines = indexLines(text, /^\s*\[?\s*"([^"]+\/[^"]+)"/);
  const project = { ...toConanProject('project', directoryOf(path), recipe), lockfile: path };
  const found = new Map<string, ThirdPartyPackage>();
  const scopes = new Map<string, Scope[]>();
  const byIdentity = new Map<string, string[]>();
  for (const [list, scope] of LISTS) {
    for (const entry of listField(lock, list) ?? []) {
      // With package revisions an entry is `[reference, {package id: …}]`.
      const written: unknown = Array.isArray(entry) ? entry[0] : entry;
      const reference = typeof written === 'string' ? parseReference(written) : undefined;
      const line = typeof written === 'string' ? lines.get(written) : undefined;
      const item = reference === undefined ? undefined : toConanPackage(String(written), reference, { path, line });
      if (item === undefined || reference === undefined) {
        const message = `an entry of \`${list}\` is not a reference to a version`;
        diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path, line }));
        continue;
      }
      if (!found.has(item.key)) {
        const identity = conanIdentity(reference);
        byIdentity.set(identity, [...(byIdentity.get(identity) ?? []), item.key]);
      }
      found.set(item.key, item);
      scopes.set(item.key, [...(scopes.get(item.key) ?? []), scope]);
    }
  }
  const packages: LockedPackage[] = [project];
  for (const item of found.values())
    packages.push({ ...item, stated: { project: project.key, scopes: scopes.get(item.key) ?? [] } });
  const edges: LockedEdge[] = [];
  const stale: Diagnostic[] = [];
  for (const { text: asked, scope, line, isConditional } of recipe?.requirements ?? []) {
    const reference = parseReference(asked);
    const keys = reference === undefined ? [] : (byIdentity.get(conanIdentity(reference)) ?? []);
    const exact = keys.filter(
      (key) => reference?.version !== undefined && key.startsWith(`${reference.name}/${reference.version}`),
    );
    // Several versions of one name: only the one that is asked for, when it is asked for exactly.
    for (const to of exact.length > 0 ? exact : keys)
      edges.push({
        from: project.key,
        to,
        scope: usedScope(scope, scopes.get(to) ?? []),
        requirement: reference?.version ?? reference?.range ?? asked,
      });
    if (keys.length === 0 && isConditional === undefined) stale.push(notLocked(asked, path, { path: recipe?.path, line }));
  }
  return { packages, edges, diagnostics: [...diagnostics, ...stale], ...staleBecause(path, stale) };
}

// `requires` holds what the product needs and what its tests need: a test requirement in it may well be both.
function usedScope(declared: Scope, listed: readonly Scope[]): Scope {
  return declared === 'test' && listed.includes('runtime') ? 'unknown' : declared;
}
