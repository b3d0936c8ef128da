import type { Finding, Judgement } from '../../domain/finding.ts';
import { isRecord } from '../../domain/values.ts';
import { toDay } from '../day.ts';
import { orgIdentity } from '../identity.ts';
import { parsePurl } from '../../domain/purl.ts';
import { foldState, Names, stateKey, type IntervalRow } from './intervals.ts';

/** What one policy found in one repository from when to when; made again when segments or policy change. */
export interface FindingHistory {
  readonly schema: 'licet-finding-history/1';
  readonly policy: string;
  /** Keys of the records that were judged, oldest first. */
  readonly basis: readonly string[];
  /** Day that the last segment was judged for. */
  readonly judgedOn: string;
  readonly findings: readonly FindingFact[];
  /** finding, from, to. */
  readonly intervals: readonly IntervalRow[];
}

export interface FindingFact {
  readonly id: string;
  readonly component: string;
  readonly project: string;
  readonly code: string;
  readonly verdict: string;
  readonly severity: string;
  readonly expression: string;
  readonly state: string;
}

export function emptyFindingHistory(policy: string): FindingHistory {
  return { schema: 'licet-finding-history/1', policy, basis: [], judgedOn: '', findings: [], intervals: [] };
}

/** Adds a judgement; `key` names the record when it is one of a new segment, not of the last one on another day. */
export function extendFindingHistory(history: FindingHistory, judgement: Judgement, key?: string): FindingHistory {
  const names = new Names(history.findings.map((fact) => JSON.stringify(fact)));
  const state = new Map<string, readonly number[]>();
  for (const finding of judgement.findings) {
    const known = [names.place(JSON.stringify(toFact(finding)))];
    state.set(stateKey(known), known);
  }
  return {
    ...history,
    basis: key === undefined ? history.basis : [...history.basis, key],
    judgedOn: judgement.judgedOn,
    findings: names.list.map((text) => JSON.parse(text) as FindingFact),
    intervals: foldState(history.intervals, state, toDay(judgement.judgedOn)),
  };
}

function toFact({ id, component, project, code, verdict, severity, expression, state }: Finding): FindingFact {
  const purl = component.purl === undefined ? undefined : parsePurl(component.purl);
  const identity = orgIdentity({ id: component.id, ...(purl !== undefined && { purl }) });
  return { id: id.slice(0, 32), component: identity, project, code, verdict, severity, expression, state };
}

export function parseFindingHistory(text: string): FindingHistory | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isHistory = isRecord(value) && value['schema'] === 'licet-finding-history/1' && Array.isArray(value['intervals']);
    return isHistory ? (value as unknown as FindingHistory) : undefined;
  } catch {
    return undefined;
  }
}
