import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { parseSnapshot, renderSnapshot } from '../../src/report/snapshot.ts';
import { locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';

function text(snapshot: Snapshot): string {
  return [...renderSnapshot(snapshot)].join('');
}

describe('snapshot', () => {
  it('comes back as it was written', async () => {
    await expect(parseSnapshot(text(sampleSnapshot()))).resolves.toEqual({ snapshot: sampleSnapshot() });
  });

  it('is written in one way: keys sorted, two spaces, LF', () => {
    const written = text(sampleSnapshot());
    const { source, ...rest } = sampleSnapshot();
    expect(
      text({ source: Object.fromEntries(Object.entries(source).toReversed()) as unknown as Snapshot['source'], ...rest }),
    ).toBe(written);
    expect(written.endsWith('\n}\n')).toBe(true);
    expect(JSON.stringify(JSON.parse(written), undefined, 2)).toBe(written.trimEnd());
  });

  it.each([
    ['no JSON', '{', 'not valid JSON'],
    ['another schema', '{"schema":"x/1"}', '/schema: expected `licet-snapshot/1`, found `x/1`'],
    ['another type', '[]', '/schema: expected `licet-snapshot/1`, found none'],
    ['an unknown field', JSON.stringify({ ...snapshotOf([]), extra: 1 }), '/: must NOT have additional properties (`extra`)'],
    ['a missing field', JSON.stringify({ ...snapshotOf([]), edges: undefined }), "must have required property 'edges'"],
    [
      'a purl that is not canonical',
      JSON.stringify(snapshotOf([{ ...locked('pkg:npm/a@1'), purl: 'pkg:NPM/a' as never }])),
      '/components/0/purl',
    ],
    [
      'a component twice',
      JSON.stringify(snapshotOf([locked('pkg:npm/a@1'), locked('pkg:npm/a@1')])),
      '/components/1/id: `pkg:npm/a@1` stands twice',
    ],
    [
      'an edge to nothing',
      JSON.stringify(snapshotOf([], { edges: [{ from: 'a', to: 'b', scope: 'dev', sources: [] }] })),
      '/edges/0/from: no component `a`',
    ],
    [
      'evidence that is not there',
      JSON.stringify(snapshotOf([locked('pkg:npm/a@1', { concluded: { status: 'none', basis: [3] } })])),
      '/components/0/concluded/basis: no evidence 3',
    ],
  ])('refuses %s and says where', async (_name, given, problem) => {
    const { problems } = await parseSnapshot(given);
    expect(problems?.join('\n')).toContain(problem);
  });
});
