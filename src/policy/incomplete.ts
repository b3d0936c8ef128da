import type { Judgement } from '../domain/finding.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Policy } from './model.ts';

/**
 * Inputs that leave the judgement incomplete: files that a reader claims and could not read; with `strict` also those
 * that nobody reads, that are out of date, and components without an exact version.
 */
export function incompleteInputs(snapshot: Snapshot, incomplete: Policy['gate']['incomplete']): Judgement['incomplete'] {
  const states = incomplete === 'strict' ? ['failed', 'unsupported', 'stale'] : ['failed'];
  const files = snapshot.inputs
    .filter((input) => states.includes(input.state))
    .map(({ path, state, reason }) => ({ path, state, ...(reason !== undefined && { reason }) }));
  const failed = new Set(files.map((file) => file.path));
  // Names that are not UTF-8 and directories that cannot be listed are no inputs, and still were not read.
  const lost = snapshot.diagnostics
    .filter((item) => item.severity === 'error' && !failed.has(item.path ?? ''))
    .map((item) => ({ path: item.path ?? '', state: 'failed', reason: item.message }));
  if (incomplete !== 'strict') return [...files, ...lost];
  const unresolved = snapshot.components
    .filter((component) => !component.firstParty && component.resolution === 'declared')
    .map((component) => ({ path: component.occurrences[0]?.path ?? '', state: 'unresolved', reason: component.name }));
  return [...files, ...lost, ...unresolved];
}
