import type { LicenseConclusion } from '../../domain/license.ts';
import { isProduction, SCOPES } from '../../domain/scope.ts';
import type { Component, Use } from '../../domain/component.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { isRecord } from '../../domain/values.ts';
import { toDay } from '../day.ts';
import { orgIdentity, variantsOf } from '../identity.ts';
import type { ScanRecord } from '../scan-record.ts';
import { foldState, Names, stateKey, type IntervalRow } from './intervals.ts';

/**
 * What one repository used from when to when, over all its segments. A file that is made again when they change; its format is
 * ours alone, so it may change with every version of `licet-history/N`.
 */
export interface History {
  readonly schema: 'licet-history/1';
  readonly repository: string;
  /** The records it was made of, oldest first. */
  readonly basis: readonly HistoryPoint[];
  /** Identities; see `orgIdentity`. */
  readonly components: readonly string[];
  readonly projects: readonly HistoryProject[];
  /** `STATUS EXPRESSION`; see `licenseText`. */
  readonly licenses: readonly string[];
  /** project, component, license, flags, from, to. */
  readonly usages: readonly IntervalRow[];
  /** Segments that were damaged or missing, and left out. */
  readonly skipped: readonly string[];
  /** Of the last segment: component, and how its copy differs from others. */
  readonly variants: readonly (readonly [component: number, variant: string])[];
}

export interface HistoryPoint extends Pick<ScanRecord, 'key' | 'segment' | 'date' | 'commit' | 'complete'> {
  readonly components: number;
  readonly withoutLicense: number;
}

export type HistoryProject = readonly [path: string, ecosystem: string, name: string, role: string];

export function emptyHistory(repository: string): History {
  return {
    schema: 'licet-history/1',
    repository,
    basis: [],
    components: [],
    projects: [],
    licenses: [],
    usages: [],
    skipped: [],
    variants: [],
  };
}

/** The part of a timeline that a history does not hold yet; `undefined` when it holds something else and has to be made anew. */
export function missingPoints(history: History, timeline: readonly ScanRecord[]): readonly ScanRecord[] | undefined {
  const isPrefix =
    history.skipped.length === 0 &&
    history.basis.length <= timeline.length &&
    history.basis.every(({ key, date }, index) => timeline[index]?.key === key && timeline[index]?.date === date);
  return isPrefix ? timeline.slice(history.basis.length) : undefined;
}

/** Adds one more segment, which must be later than all that is in the history. */
export function extendHistory(history: History, record: ScanRecord, snapshot: Snapshot): History {
  const components = new Names(history.components);
  const projects = new Names(history.projects.map((project) => project.join('\u0000')));
  const licenses = new Names(history.licenses);
  const places = new Map(
    snapshot.projects.map(({ id, path, ecosystem, name, role }) => [
      id,
      projects.place([path, ecosystem, name, role].join('\u0000')),
    ]),
  );
  const state = new Map<string, readonly number[]>();
  const variants: [number, string][] = [];
  for (const component of snapshot.components) {
    if (component.firstParty) continue;
    const place = components.place(orgIdentity(component));
    const license = licenses.place(licenseText(component.concluded));
    for (const variant of variantsOf(component)) variants.push([place, variant]);
    for (const use of usesOf(component)) {
      const known = [places.get(use.project) ?? projects.place('\u0000\u0000\u0000'), place, license, flagsOf(use)];
      state.set(stateKey(known), known);
    }
  }
  return {
    schema: 'licet-history/1',
    repository: history.repository,
    basis: [...history.basis, toPoint(record)],
    components: components.list,
    projects: projects.list.map((text) => text.split('\u0000') as unknown as HistoryProject),
    licenses: licenses.list,
    usages: foldState(history.usages, state, toDay(record.date)),
    skipped: history.skipped,
    variants,
  };
}

/** Notes a segment that cannot be read: what was known before holds on. */
export function skipSegment(history: History, record: ScanRecord): History {
  return { ...history, basis: [...history.basis, toPoint(record)], skipped: [...history.skipped, record.segment] };
}

function toPoint({ key, segment, date, commit, complete, counts }: ScanRecord): HistoryPoint {
  const { components, withoutLicense } = counts;
  return { key, segment, date, ...(commit !== undefined && { commit }), complete, components, withoutLicense };
}

// A component that no project is known to use (a flat list of somebody's SBOM) is still in the repository.
function usesOf({ uses }: Component): readonly Use[] {
  return uses.length > 0 ? uses : [{ project: '', scopes: ['unknown'], direct: false }];
}

// bit 0: direct; bit 1: production; from bit 2: the first of its scopes, in the order of SCOPES
function flagsOf({ direct, scopes }: Use): number {
  const scope = Math.max(
    0,
    SCOPES.findIndex((item) => scopes.includes(item)),
  );
  const production = scopes.length === 0 || scopes.some(isProduction);
  return Number(direct) | (Number(production) << 1) | ((scopes.length === 0 ? SCOPES.indexOf('unknown') : scope) << 2);
}

/** The own choice of a project. Plain functions over a number: there are tens of millions of them. */
export function isDirectUse(flags: number): boolean {
  return (flags & 1) === 1;
}

export function isProductionUse(flags: number): boolean {
  return (flags & 2) === 2;
}

/** Place in `SCOPES`. */
export function scopePlaceOf(flags: number): number {
  return flags >> 2;
}

/** `concluded MIT`, `conflict MIT | GPL-2.0-only`, `none`, or why nobody knows: `no-evidence`. */
function licenseText(conclusion: LicenseConclusion): string {
  switch (conclusion.status) {
    case 'concluded':
      return `concluded ${conclusion.expression}`;
    case 'conflict':
      return `conflict ${conclusion.candidates.join(' | ')}`;
    case 'no-assertion':
      return conclusion.reason;
    case 'none':
      return 'none';
  }
}

/** Decodes a history; `undefined` when it is none, or of another version. */
export function parseHistory(text: string): History | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isHistory = isRecord(value) && value['schema'] === 'licet-history/1' && Array.isArray(value['usages']);
    return isHistory ? (value as unknown as History) : undefined;
  } catch {
    return undefined;
  }
}
