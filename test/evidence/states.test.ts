import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../src/domain/metric.ts';
import type { ChecklistItem, EvidenceRequirement } from '../../src/evidence/checklists/checklist.ts';
import { meetsThreshold } from '../../src/evidence/checklists/threshold.ts';
import { registrySchema, type Registry } from '../../src/evidence/registry/registry.ts';
import { claimsOf } from '../../src/evidence/states/claims.ts';
import { evaluateItem } from '../../src/evidence/states/evaluate-item.ts';
import { stageReached } from '../../src/evidence/states/stage.ts';
import { holds, STATES, worseOf, type State } from '../../src/evidence/states/state.ts';

const TODAY = '2026-11-28';
const measured = (threshold: string, more: object = {}): EvidenceRequirement => ({
  kind: 'automatic',
  metric: 'm',
  threshold,
  optional: false,
  ...more,
});
const document: EvidenceRequirement = {
  kind: 'artifact',
  document: 'd',
  title: 'a document',
  required: ['owner', 'steps'],
  maxAgeDays: 365,
  optional: false,
};
const statement: EvidenceRequirement = { kind: 'attested', statement: 's', title: 'it is so', maxAgeDays: 365, optional: false };
const itemOf = (evidence: readonly EvidenceRequirement[], match: 'all' | 'any' = 'all'): ChecklistItem => ({
  id: 'p/1',
  title: 'i',
  match,
  evidence,
});

interface Given {
  readonly metric?: Metric;
  readonly registry?: object;
  readonly files?: Readonly<Record<string, string>>;
}

const evaluate = (item: ChecklistItem, { metric, registry = {}, files = {} }: Given = {}): ReturnType<typeof evaluateItem> => {
  const decoded: Registry = registrySchema.parse({ version: 1, ...registry });
  return evaluateItem(item, {
    registry: decoded,
    files: new Map(Object.entries(files).map(([path, sha256]) => [path, { sha256, bytes: 1 }])),
    judgedOn: TODAY,
    links: new Map(),
    metrics: new Map(metric === undefined ? [] : [[metric.id, metric]]),
    claims: claimsOf(decoded),
  });
};
const stateOf = (item: ChecklistItem, given?: Given): State => evaluate(item, given).state;
const m = (numerator: number, denominator?: number, more: Partial<Metric> = {}): Metric => ({
  id: 'm',
  numerator,
  ...(denominator !== undefined && { denominator }),
  ...more,
});
const claim = (more: object = {}): object => ({
  metric: 'm',
  text: 't',
  owner: 'ann',
  date: '2026-06-01',
  expires: '2027-06-01',
  link: 'https://acme.example/x',
  ...more,
});
const registered = (more: object = {}): object => ({
  document: 'd',
  title: 'D',
  file: 'd.md',
  date: '2026-06-01',
  owner: 'ann',
  fields: { steps: 'three' },
  ...more,
});
const HASH = 'a'.repeat(64);

describe('a measured item', () => {
  it.each<[string, string, Metric | undefined, State]>([
    ['reaches its target', '>= 0.95', m(19, 20), 'pass'],
    ['misses it', '>= 0.95', m(18, 20), 'fail'],
    ['was not measured', '>= 0', undefined, 'unknown'],
    ['is a share of nothing', '>= 0', m(0, 0), 'unknown'],
    ['could pass or fail with what is unknown', '>= 0.95', m(18, 20, { unknown: 2 }), 'unknown'],
    ['fails whatever the unknown turns out to be', '>= 0.95', m(10, 20, { unknown: 2 }), 'fail'],
    ['counts none, and not everything was looked at', '== 0', m(0, undefined, { unmeasured: 1 }), 'unknown'],
    ['counts some, and not everything was looked at', '== 0', m(2, undefined, { unmeasured: 1 }), 'fail'],
    ['counts enough already', '>= 1', m(1, undefined, { unmeasured: 3 }), 'pass'],
    ['may still find one', '>= 1', m(0, undefined, { unmeasured: 3 }), 'unknown'],
  ])('%s', (_sentence, threshold, metric, state) => {
    expect(stateOf(itemOf([measured(threshold)]), metric === undefined ? {} : { metric })).toBe(state);
  });

  it('goes stale', () => {
    const item = itemOf([measured('>= 1', { maxAgeDays: 30 })]);
    expect(stateOf(item, { metric: m(1, 1, { observedOn: '2026-11-01' }) })).toBe('pass');
    expect(stateOf(item, { metric: m(1, 1, { observedOn: '2026-10-01' }) })).toBe('stale');
  });

  it('is attested where nothing was measured, contradicted where it was', () => {
    const registry = { attestations: [claim()] };
    expect(stateOf(itemOf([measured('>= 1')]), { registry })).toBe('attested');
    expect(stateOf(itemOf([measured('>= 1')]), { registry, metric: m(1, 1) })).toBe('pass');
    expect(stateOf(itemOf([measured('>= 1')]), { registry, metric: m(0, 1) })).toBe('conflict');
    expect(stateOf(itemOf([measured('>= 1')]), { registry: { attestations: [claim({ expires: '2026-07-01' })] } })).toBe('stale');
    expect(stateOf(itemOf([measured('>= 1')]), { registry: { attestations: [claim({ holds: false })] }, metric: m(1, 1) })).toBe(
      'conflict',
    );
  });

  it('says when its target was lowered, and what it would be by the source', () => {
    const changed = { from: '>= 0.95', reason: 'first year', owner: 'ann', expires: '2027-01-01' };
    const item = itemOf([measured('>= 0.8', { changed })]);
    const [evidence] = evaluate(item, { metric: m(9, 10) }).evidence;
    expect(evidence).toMatchObject({ state: 'pass', changed: { from: '>= 0.95', otherwise: 'fail' } });
    const over = itemOf([measured('>= 0.8', { changed: { ...changed, expires: '2026-11-01' } })]);
    expect(stateOf(over, { metric: m(9, 10) })).toBe('fail');
  });
});

describe('a document', () => {
  it.each<[string, object | undefined, State]>([
    ['is not registered', undefined, 'unknown'],
    ['is there, complete and fresh', {}, 'pass'],
    ['lacks a field', { fields: {} }, 'fail'],
    ['is too old', { date: '2025-06-01' }, 'stale'],
    ['was to be reviewed', { reviewBy: '2026-11-01' }, 'stale'],
    ['is of tomorrow', { date: '2026-11-29' }, 'unknown'],
    ['is a file that is not there', { file: 'gone.md' }, 'unknown'],
    ['is not what was registered', { sha256: 'b'.repeat(64) }, 'conflict'],
    ['is known by its link alone', { file: undefined, link: 'https://acme.example/d' }, 'attested'],
  ])('%s', (_sentence, more, state) => {
    const registry = more === undefined ? {} : { documents: [registered(more)] };
    expect(stateOf(itemOf([document]), { registry, files: { 'd.md': HASH } })).toBe(state);
  });
});

describe('a statement', () => {
  it.each<[string, readonly object[], State]>([
    ['nobody makes', [], 'unknown'],
    ['somebody makes', [{}], 'attested'],
    ['has run out', [{ expires: '2026-10-01' }], 'stale'],
    ['is older than what is asked', [{ date: '2025-01-01' }], 'stale'],
    ['somebody denies', [{ holds: false }], 'fail'],
    ['two people contradict', [{}, { holds: false, owner: 'bob' }], 'conflict'],
  ])('%s', (_sentence, claims, state) => {
    const registry = { attestations: claims.map((more) => claim({ metric: undefined, statement: 's', ...more })) };
    expect(stateOf(itemOf([statement]), { registry })).toBe(state);
  });
});

describe('not applicable', () => {
  const declared = (more: object = {}): object => ({
    notApplicable: [{ item: 'p/1', reason: 'we ship nothing', owner: 'ann', date: '2026-01-01', expires: '2027-01-01', ...more }],
  });

  it('is declared with reason, owner and expiry', () => {
    expect(evaluate(itemOf([statement]), { registry: declared() })).toMatchObject({
      state: 'not_applicable',
      notApplicable: { reason: 'we ship nothing', owner: 'ann', expires: '2027-01-01' },
    });
  });

  it('runs out, and contradicts what is measured', () => {
    expect(stateOf(itemOf([statement]), { registry: declared({ expires: '2026-11-01' }) })).toBe('unknown');
    expect(stateOf(itemOf([measured('>= 1')]), { registry: declared(), metric: m(0, 3) })).toBe('conflict');
  });

  it('can be declared of one piece of evidence', () => {
    const item = itemOf([measured('>= 1'), statement]);
    const registry = { ...declared({ evidence: 's' }) };
    expect(stateOf(item, { registry, metric: m(1, 1) })).toBe('pass');
  });
});

describe('a questionnaire', () => {
  const answered = (answer: string): object => ({
    questionnaires: [
      {
        title: 'Q',
        link: 'https://acme.example/q',
        owner: 'ann',
        date: '2026-06-01',
        expires: '2027-06-01',
        answers: [{ item: 'p/1', answer }],
      },
    ],
  });
  it('is the word of whoever answered it', () => {
    expect(stateOf(itemOf([measured('>= 1')]), { registry: answered('yes') })).toBe('attested');
    expect(stateOf(itemOf([measured('>= 1')]), { registry: answered('no') })).toBe('fail');
    expect(stateOf(itemOf([measured('>= 1')]), { registry: answered('no'), metric: m(1, 1) })).toBe('conflict');
    expect(stateOf(itemOf([measured('>= 1')]), { registry: answered('partly') })).toBe('unknown');
  });
});

describe('laws', () => {
  const state = fc.constantFrom(...STATES);
  const counts = fc
    .record({ denominator: fc.integer({ min: 1, max: 200 }), a: fc.nat(200), b: fc.nat(200) })
    .map(({ denominator, a, b }) => {
      const numerator = Math.min(a, denominator);
      return { numerator, denominator, unknown: Math.min(b, denominator - numerator) };
    });
  const thresholds = fc.constantFrom('>= 0.95', '>= 0.5', '>= 1', '<= 0.1', '== 0');

  it('comparing never rounds', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 1000 }),
        (n, d) => meetsThreshold('>= 0.95', n, d) === n * 100 >= 95 * d,
      ),
    );
  });

  it('what is unknown never makes an item pass that does not pass with every unknown against it', () => {
    fc.assert(
      fc.property(counts, thresholds, ({ numerator, denominator, unknown }, threshold) => {
        const found = stateOf(itemOf([measured(threshold)]), { metric: m(numerator, denominator, { unknown }) });
        const decided = [numerator, numerator + unknown].map((n) =>
          stateOf(itemOf([measured(threshold)]), { metric: m(n, denominator) }),
        );
        return found === 'unknown' ? decided[0] !== decided[1] : decided.every((one) => one === found);
      }),
    );
  });

  it('a claim never turns a measurement into a pass, and never a pass into something attested', () => {
    fc.assert(
      fc.property(counts, thresholds, fc.boolean(), ({ numerator, denominator }, threshold, yes) => {
        const metric = m(numerator, denominator);
        const without = stateOf(itemOf([measured(threshold)]), { metric });
        const withClaim = stateOf(itemOf([measured(threshold)]), { metric, registry: { attestations: [claim({ holds: yes })] } });
        return withClaim === without || withClaim === 'conflict';
      }),
    );
  });

  it('an item is never better than its worst required evidence', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1 }), (states) =>
        states.every((one) => worseOf(states.reduce(worseOf), one) === states.reduce(worseOf)),
      ),
    );
  });

  it('a stage needs all lower ones', () => {
    fc.assert(
      fc.property(fc.array(fc.array(state, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (stages) => {
        const groups = stages.map((states, stage) => ({
          title: 't',
          stage,
          items: states.map((one, index) => ({ id: `${stage}/${index}`, state: one })),
        }));
        const firstOpen = stages.findIndex((states) => !states.every(holds));
        const reached = (firstOpen === -1 ? stages.length : firstOpen) - 1;
        return (stageReached(groups)?.reached ?? -1) === reached;
      }),
    );
  });
});
