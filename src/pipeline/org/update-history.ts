import type { Snapshot } from '../../domain/snapshot.ts';
import { emptyFindingHistory, extendFindingHistory, type FindingHistory } from '../../inventory/history/finding-history.ts';
import { emptyHistory, extendHistory, missingPoints, skipSegment, type History } from '../../inventory/history/history.ts';
import type { OrgRepository } from '../../inventory/manifest/model.ts';
import type { ScanRecord } from '../../inventory/scan-record.ts';
import { evaluate, type EvaluateOptions } from '../../policy/evaluate.ts';
import type { Policy } from '../../policy/model.ts';

export interface HistoryServices {
  loadHistory(repository: string): History | undefined;
  saveHistory(history: History): void;
  /** `undefined` for one that is damaged or missing. */
  loadSegment(digest: string): Snapshot | undefined;
}

/** The intervals over the segments of a repository: those that are kept, with what is new since. */
export function updateHistory(repository: string, timeline: readonly ScanRecord[], services: HistoryServices): History {
  const kept = services.loadHistory(repository);
  const known = kept === undefined ? undefined : missingPoints(kept, timeline);
  const missing = known ?? timeline;
  if (kept !== undefined && known?.length === 0) return kept;
  let history = kept !== undefined && known !== undefined ? kept : emptyHistory(repository);
  for (const record of missing) {
    const snapshot = services.loadSegment(record.segment);
    history = snapshot === undefined ? skipSegment(history, record) : extendHistory(history, record, snapshot);
  }
  services.saveHistory(history);
  return history;
}

export interface FindingServices extends Pick<HistoryServices, 'loadSegment'> {
  loadFindings(repository: string, policy: string): FindingHistory | undefined;
  saveFindings(repository: string, findings: FindingHistory): void;
}

export interface OrgPolicy {
  readonly policy: Policy;
  readonly options: EvaluateOptions;
}

/**
 * What a policy finds over the segments of a repository. Each segment is judged for its own day; the last one also for today when a
 * waiver ran out since, because then the verdict is another one although nothing was scanned.
 */
export function updateFindings(
  repository: OrgRepository,
  timeline: readonly ScanRecord[],
  { policy, options }: OrgPolicy,
  services: FindingServices,
): FindingHistory {
  const inRepository = withFactsOf(repository, policy);
  const kept = services.loadFindings(repository.name, policy.digest);
  const isUsable = kept !== undefined && isPrefix(kept, timeline) && kept.judgedOn <= options.today;
  let history = isUsable ? kept : emptyFindingHistory(policy.digest);
  let last: Snapshot | undefined;
  for (const record of timeline.slice(history.basis.length)) {
    last = services.loadSegment(record.segment);
    if (last === undefined) continue;
    const today = record.date.slice(0, 10);
    history = extendFindingHistory(history, evaluate(last, inRepository, { ...options, today }), record.key);
  }
  const ranOut = policy.waivers.some(({ expires }) => expires >= history.judgedOn && expires < options.today);
  const newest = timeline.at(-1);
  if (ranOut && newest !== undefined) {
    const snapshot = last ?? services.loadSegment(newest.segment);
    if (snapshot !== undefined) history = extendFindingHistory(history, evaluate(snapshot, inRepository, options));
  }
  if (history !== kept) services.saveFindings(repository.name, history);
  return history;
}

function isPrefix(history: FindingHistory, timeline: readonly ScanRecord[]): boolean {
  const next = timeline[history.basis.length];
  return (
    history.basis.length <= timeline.length &&
    history.basis.every((key, index) => timeline[index]?.key === key) &&
    (next === undefined || next.date.slice(0, 10) >= history.judgedOn)
  );
}

/** What the manifest says of a repository holds where the policy's own contexts say nothing. */
export function withFactsOf({ team, products, distribution }: OrgRepository, policy: Policy): Policy {
  const [product] = products;
  const set = {
    ...(team !== undefined && { team }),
    ...(product !== undefined && { product }),
    ...(distribution !== 'unknown' && { distribution }),
  };
  return { ...policy, contexts: [...policy.contexts, { at: { file: policy.file, line: 1, column: 1 }, paths: ['**'], set }] };
}
