import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Checklist } from '../../src/evidence/checklist.ts';
import { decodeChecklist } from '../../src/evidence/decode-checklist.ts';
import { evaluateChecklist } from '../../src/evidence/evaluate-checklist.ts';
import { meetsThreshold } from '../../src/evidence/threshold.ts';

const one = (threshold: string): Checklist => ({
  pack: 'p',
  version: 1,
  title: 't',
  source: { name: 'n', revision: 'r', license: 'CC0-1.0', attribution: 'a' },
  stages: [
    { stage: 1, title: 's', items: [{ id: 'p/1', title: 'i', evidence: [{ kind: 'automatic', metric: 'm', threshold }] }] },
  ],
});
const stateOf = (checklist: Checklist, metrics: Parameters<typeof evaluateChecklist>[1]): string | undefined =>
  evaluateChecklist(checklist, metrics).stages[0]?.items[0]?.state;

describe('evaluateChecklist', () => {
  it('passes what is measured and reaches the threshold', () => {
    expect(stateOf(one('>= 0.95'), [{ id: 'm', numerator: 19, denominator: 20 }])).toBe('pass');
  });

  it('fails what is measured and does not', () => {
    expect(stateOf(one('>= 0.95'), [{ id: 'm', numerator: 18, denominator: 20 }])).toBe('fail');
  });

  it('never passes what was not measured, nor a share of nothing', () => {
    expect(stateOf(one('>= 0'), [])).toBe('unknown');
    expect(stateOf(one('>= 0'), [{ id: 'm', reason: 'no organization' }])).toBe('unknown');
    expect(stateOf(one('>= 0'), [{ id: 'm', numerator: 0, denominator: 0 }])).toBe('unknown');
  });

  it('compares without rounding', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 1000 }),
        (numerator, denominator) => meetsThreshold('>= 0.95', numerator, denominator) === numerator * 100 >= 95 * denominator,
      ),
    );
  });
});

describe('rules/maturity', () => {
  const catalogue: unknown = parse(readFileSync('rules/maturity/metrics.yaml', 'utf8'));
  const known = new Set((catalogue as { id: string }[]).map((metric) => metric.id));
  const packs = readdirSync('rules/maturity').filter((name) => name !== 'metrics.yaml');

  it.each(packs)('%s is a checklist whose metrics the catalogue defines', (name) => {
    const checklist = decodeChecklist(readFileSync(`rules/maturity/${name}`, 'utf8'), name);
    const asked = checklist.stages.flatMap((stage) =>
      stage.items.flatMap((item) =>
        item.evidence.flatMap((evidence) => (evidence.kind === 'automatic' ? [evidence.metric] : [])),
      ),
    );
    expect(asked.filter((metric) => !known.has(metric))).toEqual([]);
  });

  it('names every place that is wrong', () => {
    expect(() => decodeChecklist('pack: x\nstages: 3\nsurprise: 1\n', 'x.yaml')).toThrow(/version.*title.*source.*stages/s);
  });
});
