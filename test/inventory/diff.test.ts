import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import { compareVersions } from '../../src/inventory/diff/compare-versions.ts';
import { diffSnapshots } from '../../src/inventory/diff/diff-snapshots.ts';
import { renderDiff, type DiffFormat } from '../../src/report/diff/render.ts';
import { PLAIN } from '../../src/report/style.ts';
import { diff } from '../../src/pipeline/diff.ts';
import { HOSTILE } from '../report/findings/hostile.ts';
import { APP, expression, firstParty, LIB, locked, project, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';
import { schemaProblems } from '../support/validators.ts';

const licensed = (text: string): Partial<Component> => ({
  concluded: { status: 'concluded', expression: expression(text), rule: 'declared', basis: [] },
});

const BASE = snapshotOf([
  firstParty(APP),
  locked('pkg:npm/gone@1.0.0', licensed('MIT')),
  locked('pkg:npm/up@1.9.0', licensed('MIT')),
  locked('pkg:npm/down@2.0.0'),
  locked('pkg:npm/two@1.0.0'),
  locked('pkg:npm/two@2.0.0'),
  locked('pkg:npm/relicensed@1.0.0', licensed('MIT')),
  locked('pkg:npm/shipped@1.0.0', { uses: [{ project: APP, scopes: ['dev'], direct: true }] }),
  locked('pkg:npm/same@1.0.0'),
]);

const HEAD = snapshotOf(
  [
    firstParty(APP),
    locked('pkg:npm/up@1.10.0', licensed('GPL-3.0-only')),
    locked('pkg:npm/down@2.0.0-rc.1'),
    locked('pkg:npm/two@1.0.1'),
    locked('pkg:npm/two@3.0.0'),
    locked('pkg:npm/two@4.0.0'),
    locked('pkg:npm/relicensed@1.0.0', licensed('BUSL-1.1')),
    locked('pkg:npm/shipped@1.0.0'),
    locked('pkg:npm/same@1.0.0'),
  ],
  { projects: [project(APP), project(LIB)] },
);

const text = (format: DiffFormat, found = diffSnapshots(BASE, HEAD)): string => [...renderDiff(found, format, PLAIN)].join('');

describe('the difference of two snapshots', () => {
  it('is what was added, removed, upgraded, downgraded, relicensed, and put to another use', () => {
    expect(text('text')).toMatchInlineSnapshot(`
      "shop (aaaaaaaaaaaa, 2026-01-02) -> shop (aaaaaaaaaaaa, 2026-01-02)
      added 1, removed 1, upgraded 3, downgraded 1, license changed 1, scope changed 1, projects added 1; 8 and 8 third-party components

      added 1
      +  npm two  1.0.1  unknown  runtime, direct

      removed 1
      -  npm gone  1.0.0  MIT  runtime, direct

      upgraded 3
      ^  npm two  2.0.0 -> 4.0.0
      ^  npm two  1.0.0 -> 3.0.0
      ^  npm up   1.9.0 -> 1.10.0  license MIT -> GPL-3.0-only

      downgraded 1
      v  npm down  2.0.0 -> 2.0.0-rc.1

      license changed 1
      !  npm relicensed  1.0.0  MIT -> BUSL-1.1

      scope changed 1
      ~  npm shipped  1.0.0  dev -> runtime  now in production

      projects added 1
      +  packages/ui#npm:@shop/ui
      "
    `);
  });

  it('is valid JSON by its published schema', () => {
    const problems = schemaProblems('rules/schemas/licet-diff-1.schema.json');
    expect(problems(JSON.parse(text('json')))).toEqual([]);
    expect(problems(JSON.parse(text('json', diffSnapshots(sampleSnapshot(), BASE))))).toEqual([]);
  });

  it('is nothing for the same, and mirrored the other way round', () => {
    const none = diffSnapshots(sampleSnapshot(), sampleSnapshot());
    const { added, removed, changed, licenses, scopes } = none;
    expect([added, removed, changed, licenses, scopes].flat()).toEqual([]);
    expect(text('text', none)).toContain('no difference');
    const back = diffSnapshots(HEAD, BASE);
    expect(back.added.map((one) => one.name)).toEqual(diffSnapshots(BASE, HEAD).removed.map((one) => one.name));
  });

  it('does not call a license new that only one side could see', () => {
    const unseen = snapshotOf([locked('pkg:npm/a@1.0.0')]);
    const seen = snapshotOf([locked('pkg:npm/a@1.0.0', licensed('MIT'))]);
    expect(diff(unseen, seen).licenses).toEqual([]);
    expect(diff(seen, unseen).licenses).toEqual([]);
  });

  it('names files that could not be read', () => {
    expect(text('text', diffSnapshots(BASE, sampleSnapshot()))).toContain('could not be read: failed/some.lock');
  });

  it('keeps what packages are called inert', () => {
    const names = Object.values(HOSTILE);
    const hostile = snapshotOf(names.map((name, index) => locked(`pkg:npm/h${index}@1`, { name })));
    const found = diffSnapshots(snapshotOf([]), hostile);
    expect(text('text', found)).not.toMatch(/[\u001b\u202e\u0000]/);
    const written = text('markdown', found);
    const rows = written.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(names.length + 2);
    expect(written.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/<\w|\]\(|@/);
  });

  it('finds every package of either side in exactly one place', () => {
    const packages = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 4 })), {
      selector: ([name, version]) => `${name}@${version}`,
    });
    const toSnapshot = (list: [string, number][]): typeof BASE =>
      snapshotOf(list.map(([name, version]) => locked(`pkg:npm/${name}@${version}`)));
    fc.assert(
      fc.property(packages, packages, (before, after) => {
        const { added, removed, changed } = diffSnapshots(toSnapshot(before), toSnapshot(after));
        const both = before.filter(([name, version]) => after.some(([other, its]) => other === name && its === version)).length;
        expect(removed.length + changed.length + both).toBe(before.length);
        expect(added.length + changed.length + both).toBe(after.length);
      }),
    );
  });
});

describe('versions in order', () => {
  it.each([
    ['1.9.0', '1.10.0'],
    ['1.0.0-rc.1', '1.0.0'],
    ['1.0.0-alpha', '1.0.0-beta'],
    ['1.0rc1', '1.0'],
    ['v1.2.3', 'v1.2.4'],
    ['1.2', '1.2.1'],
    ['5.0.0.Beta1', '5.0.0.Final'],
    ['2020.1', '2020.10'],
    ['v0.0.0-20200101000000-abcdef', 'v0.0.0-20210101000000-abcdef'],
  ])('%s comes before %s', (a, b) => {
    expect(compareVersions(a, b)).toBe(-1);
    expect(compareVersions(b, a)).toBe(1);
  });

  it.each([
    ['1.0', '1.0.0'],
    ['1.0.0', '1.0.0+build.5'],
    ['v1.0.0', '1.0.0'],
  ])('%s and %s are the same', (a, b) => {
    expect(compareVersions(a, b)).toBe(0);
  });
});
