import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import type { ScanRecord } from '../../src/inventory/scan-record.ts';
import { fromDay, toDay } from '../../src/inventory/day.ts';
import {
  emptyHistory,
  extendHistory,
  missingPoints,
  isDirectUse,
  isProductionUse,
  scopePlaceOf,
  type History,
} from '../../src/inventory/history/history.ts';
import { foldState, OPEN, stateKey, type IntervalRow } from '../../src/inventory/history/intervals.ts';
import { SCOPES } from '../../src/domain/scope.ts';
import { nameComponent, orgIdentity, variantsOf } from '../../src/inventory/identity.ts';
import { MonthlyCounts, toMonth, firstDayOf } from '../../src/inventory/months.ts';
import { VariantCounts } from '../../src/inventory/variants.ts';
import { expression, locked, snapshotOf } from '../support/sample-snapshot.ts';

const record = (date: string): ScanRecord =>
  ({
    key: date,
    segment: `s${date}`,
    date: `${date}T00:00:00Z`,
    complete: true,
    counts: { components: 0, withoutLicense: 0 },
  }) as ScanRecord;

function historyOf(...states: readonly (readonly [date: string, ...components: readonly Component[]])[]): History {
  return states.reduce(
    (history, [date, ...components]) => extendHistory(history, record(date), snapshotOf(components)),
    emptyHistory('a'),
  );
}

const rowsOf = ({ usages, components, licenses }: History): string[] =>
  usages.map(
    ([, component = 0, license = 0, , from = 0, to = 0]) =>
      `${components[component]} ${licenses[license]} ${fromDay(from)}..${to === OPEN ? '' : fromDay(to)}`,
  );

const mit = { concluded: { status: 'concluded', expression: expression('MIT'), rule: 'declared', basis: [] } } as const;

describe('a history', () => {
  it('keeps what holds on, closes what is gone, and opens what is new or of another license', () => {
    const history = historyOf(
      ['2026-01-01', locked('pkg:npm/a@1.0.0'), locked('pkg:npm/b@1.0.0')],
      ['2026-02-01', locked('pkg:npm/a@1.0.0'), locked('pkg:npm/b@2.0.0')],
      ['2026-03-01', locked('pkg:npm/a@1.0.0', mit), locked('pkg:npm/b@2.0.0')],
    );
    expect(rowsOf(history)).toEqual([
      'pkg:npm/a@1.0.0 package-not-on-disk 2026-01-01..2026-03-01',
      'pkg:npm/b@1.0.0 package-not-on-disk 2026-01-01..2026-02-01',
      'pkg:npm/b@2.0.0 package-not-on-disk 2026-02-01..',
      'pkg:npm/a@1.0.0 concluded MIT 2026-03-01..',
    ]);
  });

  it('tells direct uses, production and scope apart', () => {
    const uses = [{ project: '.#npm:shop', scopes: ['dev', 'test'], direct: true }] as const;
    const [row] = historyOf(['2026-01-01', locked('pkg:npm/a@1.0.0', { uses })]).usages;
    const flags = row?.[3] ?? 0;
    expect([isDirectUse(flags), isProductionUse(flags), SCOPES[scopePlaceOf(flags)]]).toEqual([true, false, 'dev']);
  });

  it('knows what is missing, and when it has to be made anew', () => {
    const history = historyOf(['2026-01-01'], ['2026-02-01']);
    const [january, february, march] = ['2026-01-01', '2026-02-01', '2026-03-01'].map(record) as [
      ScanRecord,
      ScanRecord,
      ScanRecord,
    ];
    expect(missingPoints(history, [january, february, march])).toEqual([march]);
    expect(missingPoints(history, [january, february])).toEqual([]);
    expect(missingPoints(history, [january, march])).toBeUndefined();
    expect(missingPoints(history, [january])).toBeUndefined();
    expect(missingPoints({ ...history, skipped: ['x'] }, [january, february])).toBeUndefined();
  });
});

it('intervals give back every state that was put in, and never overlap', () => {
  const state = fc.uniqueArray(fc.nat(5), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(state, { maxLength: 8 }), (states) => {
      let rows: IntervalRow[] = [];
      for (const [day, held] of states.entries())
        rows = foldState(rows, new Map(held.map((item) => [stateKey([item, 0]), [item, 0]])), day);
      for (const [day, held] of states.entries()) {
        const there = rows.filter(([, , from = 0, to = 0]) => from <= day && (to === OPEN || to > day)).map(([item = 0]) => item);
        expect(there.toSorted((a, b) => a - b)).toEqual(held.toSorted((a, b) => a - b));
      }
      expect(rows.every(([, , from = 0, to = 0]) => to === OPEN || to > from)).toBe(true);
    }),
  );
});

describe('identity across the organization', () => {
  const identity = (purl: string): string => orgIdentity(locked(purl));

  it('leaves out where a copy came from, and keeps what makes it another thing', () => {
    expect(identity('pkg:npm/a@1.0.0?vcs_url=git%2Bhttps://h.example.com/a')).toBe('pkg:npm/a@1.0.0');
    expect(identity('pkg:maven/g/a@1.0?classifier=sources&type=jar')).toBe('pkg:maven/g/a@1.0?classifier=sources&type=jar');
    expect(identity('pkg:docker/a@1?repository_url=h.example.com')).toBe('pkg:docker/a@1?repository_url=h.example.com');
  });

  it.each([
    ['pkg:npm/%40scope/a@1.0.0', ['pkg:npm/%40scope/a', 'npm', '@scope/a', '1.0.0']],
    ['pkg:npm/a@1.0.0', ['pkg:npm/a', 'npm', 'a', '1.0.0']],
    ['pkg:maven/g/a@1.0?type=jar', ['pkg:maven/g/a', 'maven', 'g/a', '1.0']],
    ['pkg:cargo/a@1.0.0%2Bmeta', ['pkg:cargo/a', 'cargo', 'a', '1.0.0+meta']],
    ['pkg:npm/a', ['pkg:npm/a', 'npm', 'a', undefined]],
    ['something else', ['something else', '', 'something else', undefined]],
  ])('takes %s apart', (text, [owner, type, name, version]) => {
    expect(nameComponent(text)).toEqual({ owner, type, name, version });
  });

  it('shows modified copies: another origin, patches, other bytes', () => {
    const hash = (value: string): Partial<Component> => ({ hashes: [{ algorithm: 'SHA-256', value: value.repeat(64) }] });
    expect(
      variantsOf(locked('pkg:npm/a@1.0.0?vcs_url=git%2Bhttps://h.example.com/a', { patches: ['p.patch'], ...hash('a') })),
    ).toEqual(['origin vcs_url=git+https://h.example.com/a', 'patch p.patch', `digest SHA-256:${'a'.repeat(32)}`]);
    const counts = new VariantCounts();
    counts.add(1, 'digest SHA-256:aa', 1);
    counts.add(1, 'digest SHA-256:aa', 2);
    counts.add(1, 'digest SHA-1:cc', 3);
    expect([...counts.rows()]).toEqual([]);
    counts.add(1, 'digest SHA-256:bb', 4);
    expect([...counts.rows()].map((row) => [row.value, row.repositories, row.example])).toEqual([
      ['SHA-256:aa', 2, 1],
      ['SHA-256:bb', 1, 4],
    ]);
  });
});

it('counts what held at the end of each month', () => {
  const counts = new MonthlyCounts(1);
  counts.add(toDay('2026-01-15'), toDay('2026-03-02'), [0]);
  counts.add(toDay('2026-02-01'), OPEN, [0]);
  counts.add(toDay('2026-02-03'), toDay('2026-02-20'), [0]);
  const months = [...counts.upTo(toMonth(toDay('2026-04-30')))].map(([month, held]) => [fromDay(firstDayOf(month)), held[0]]);
  expect(months).toEqual([
    ['2026-01-01', 1],
    ['2026-02-01', 2],
    ['2026-03-01', 1],
    ['2026-04-01', 1],
  ]);
});
