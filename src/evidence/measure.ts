import type { Component } from '../domain/component.ts';
import type { Metric } from '../domain/metric.ts';
import type { Snapshot } from '../domain/snapshot.ts';

/** What the evidence needs to know of a judgement. */
export interface JudgedCounts {
  readonly denied: number;
  readonly expiredWaivers: number;
}

const NEEDS_ORGANIZATION = 'needs the organization inventory: one repository cannot answer for all';

/** The numbers one repository can give, and for the others the reason why it cannot. */
export function measure(snapshot: Snapshot, judged: JudgedCounts | undefined): Metric[] {
  const thirdParty = snapshot.components.filter((component) => !component.firstParty);
  const share = (id: string, test: (component: Component) => boolean): Metric => ({
    id,
    numerator: thirdParty.filter(test).length,
    denominator: thirdParty.length,
  });
  const inScope = snapshot.inputs.filter((input) => input.state !== 'excluded');
  const notJudged = { reason: 'no policy was judged' };
  const organization = [
    'gate.repositories',
    'inventory.fresh',
    'inventory.nonPackage',
    'inventory.repositories',
    'obligations.documents',
  ];
  return [
    share('components.direct', (component) => component.uses.some((use) => use.direct)),
    share('components.locked', (component) => component.resolution !== 'declared'),
    { id: 'findings.denied', ...(judged === undefined ? notJudged : { numerator: judged.denied }) },
    { id: 'inventory.elements', reason: 'lockfiles do not name suppliers, and nothing is invented' },
    {
      id: 'inventory.manifests',
      numerator: inScope.filter((input) => input.state === 'parsed' || input.state === 'superseded').length,
      denominator: inScope.length,
    },
    share('licenses.resolved', (component) => component.concluded.status === 'concluded' && component.concluded.basis.length > 0),
    { id: 'waivers.expired', ...(judged === undefined ? notJudged : { numerator: judged.expiredWaivers }) },
    ...organization.map((id) => ({ id, reason: NEEDS_ORGANIZATION })),
  ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
