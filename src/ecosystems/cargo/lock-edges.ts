import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LockedEdge } from '../../domain/read-result.ts';
import type { LockContext } from './lock-packages.ts';
import type { LockEntry } from './lockfile.ts';
import { memberEdges } from './member-edges.ts';

/** The edges of a lock entry: scopes come from the manifest of a local crate. */
export function toEdges(entry: LockEntry, context: LockContext): LockedEdge[] {
  const targets = entry.dependencies.flatMap((id) => {
    const target = context.ids.find(id);
    if (target !== undefined) return [target];
    const where = { path: context.lockfile, line: entry.line };
    const message = `\`${entry.key}\` depends on \`${id}\`, which is not one package of the lockfile`;
    context.problems.push(diagnostic('lockfile-edge-unresolved', message, where));
    return [];
  });
  const crate = context.crateOf.get(entry.key);
  if (crate === undefined) {
    // What a published crate needs to be developed is not locked; what a local one needs only its manifest tells.
    const scope = entry.source === undefined ? 'unknown' : 'runtime';
    return targets.map((target) => ({ from: entry.key, to: target.key, scope }));
  }
  const { edges, missing, surplus } = memberEdges(crate, targets);
  const { path, package: own } = crate.manifest;
  for (const { name, requirement, line } of missing) {
    const wanted = requirement === undefined ? `\`${name}\`` : `\`${name}\` \`${requirement}\``;
    const message = `\`${own?.name ?? ''}\` declares ${wanted}, and ${context.lockfile} has nothing that fits`;
    context.stale.push(diagnostic('lockfile-stale', message, { path, line }));
  }
  for (const target of surplus) {
    const message = `\`${entry.name}\` is locked with \`${target.name} ${target.version}\`, which \`${path}\` does not declare`;
    context.stale.push(diagnostic('lockfile-stale', message, { path: context.lockfile, line: entry.line }));
  }
  return edges.map(({ to, ...edge }) => ({ from: entry.key, to: to.key, ...edge }));
}
