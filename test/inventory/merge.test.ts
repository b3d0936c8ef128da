import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Component, Hash } from '../../src/domain/component.ts';
import type { LicenseConclusion } from '../../src/domain/license.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { mergeSnapshots } from '../../src/inventory/merge/merge.ts';
import type { MergedInventory } from '../../src/inventory/merge/merge-snapshots.ts';
import type { InventorySource } from '../../src/inventory/merge/source.ts';
import { APP, evidence, expression, firstParty, locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';

const OPTIONS = { root: { name: 'acme', kind: 'organization' }, scanner: { name: 'licet', version: '1' } } as const;

function merge(snapshots: Readonly<Record<string, Snapshot | undefined>>): MergedInventory {
  const sources = Object.entries(snapshots).map(([repository, snapshot]): InventorySource => ({
    repository,
    ...(snapshot === undefined ? { reason: 'clone failed' } : { snapshot }),
  }));
  return mergeSnapshots(sources, OPTIONS);
}

function using(purl: string, more: Partial<Component> = {}): Snapshot {
  const edges = [{ from: APP, to: purl, scope: 'runtime', sources: ['package-lock.json'] }] as const;
  return snapshotOf([firstParty(APP), locked(purl, more)], { edges });
}

const sha512 = (digit: string): Hash => ({ algorithm: 'SHA-512', value: digit.repeat(128) });
const MS = 'pkg:npm/ms@2.1.3';

describe('merging snapshots', () => {
  it('gives one component per purl, and every occurrence with its repository', () => {
    const { snapshot } = merge({ 'acme/api': using(MS), 'acme/shop': using(MS) });
    const found = snapshot.components.filter((component) => component.purl === MS);
    expect(found).toHaveLength(1);
    expect(found[0]?.occurrences).toEqual([
      { path: 'acme/api/package-lock.json', line: 10 },
      { path: 'acme/shop/package-lock.json', line: 10 },
    ]);
    expect(found[0]?.uses.map((use) => use.project)).toEqual(['acme/api#npm:shop', 'acme/shop#npm:shop']);
  });

  it('keeps projects of one name in two repositories apart', () => {
    const { snapshot } = merge({ a: using(MS), b: using(MS) });
    const own = snapshot.components.filter((component) => component.firstParty).map((component) => component.id);
    expect(own).toEqual(['a#npm:shop', 'b#npm:shop', 'licet:repository:a', 'licet:repository:b']);
  });

  it('keeps the graph: root to repositories to projects to packages', () => {
    const { snapshot, assembly } = merge({ a: using(MS), b: using(MS) });
    expect(assembly.direct).toEqual(['licet:repository:a', 'licet:repository:b']);
    expect(snapshot.edges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      `a#npm:shop > ${MS}`,
      `b#npm:shop > ${MS}`,
      'licet:repository:a > a#npm:shop',
      'licet:repository:b > b#npm:shop',
    ]);
  });

  it('keeps artifacts apart that have other bytes under the same purl', () => {
    const { snapshot } = merge({
      a: using(MS, { hashes: [sha512('1')] }),
      b: using(MS, { hashes: [sha512('2')] }),
      c: using(MS, { hashes: [sha512('1')] }),
      d: using(MS),
    });
    const ids = snapshot.components.filter((component) => component.purl === MS).map((component) => component.id);
    expect(ids).toEqual([`${MS}#sha512:11111111`, `${MS}#sha512:22222222`]);
    const targets = snapshot.edges.filter(({ to }) => to.startsWith(MS)).map(({ from, to }) => `${from} > ${to.slice(-8)}`);
    expect(targets).toEqual(['a#npm:shop > 11111111', 'b#npm:shop > 22222222', 'c#npm:shop > 11111111', 'd#npm:shop > 11111111']);
  });

  it('takes several files of one release for one artifact', () => {
    const { snapshot } = merge({
      a: using('pkg:pypi/x@1', { hashes: [sha512('1'), sha512('2')] }),
      b: using('pkg:pypi/x@1', { hashes: [sha512('2')] }),
    });
    expect(snapshot.components.filter((component) => component.purl === 'pkg:pypi/x@1')).toHaveLength(1);
  });

  it('calls licenses that differ a conflict, and keeps who said what once', () => {
    const says = (text: string): Partial<Component> => ({
      licenseEvidence: [evidence(text, { expression: expression(text) })],
      concluded: { status: 'concluded', expression: expression(text), rule: 'declared', basis: [0] },
    });
    const { snapshot } = merge({ a: using(MS, says('MIT')), b: using(MS, says('ISC')), c: using(MS, says('MIT')), d: using(MS) });
    const found = snapshot.components.find((component) => component.purl === MS);
    expect(found?.licenseEvidence.map((item) => item.raw)).toEqual(['MIT', 'ISC']);
    expect(found?.concluded).toEqual({
      status: 'conflict',
      candidates: ['ISC', 'MIT'].map(expression),
      basis: [0, 1],
    } satisfies LicenseConclusion);
  });

  it('names a repository that nobody could look at, with the reason', () => {
    const { snapshot } = merge({ a: using(MS), gone: undefined });
    const gone = snapshot.components.find((component) => component.name === 'gone');
    expect(gone).toMatchObject({ resolution: 'declared', properties: { 'licet:not-scanned': 'clone failed' } });
    expect(snapshot.source.config).toEqual({ repositories: '2', unseen: '1' });
  });

  it('refuses the same repository twice', () => {
    const twice = [{ repository: 'a' }, { repository: 'a' }];
    expect(() => mergeSnapshots(twice, OPTIONS)).toThrow('sorted and distinct');
  });

  it('does not depend on the order of the sources, and has no edge to nothing', () => {
    const parts: InventorySource[] = ['a', 'b', 'c/d'].map((repository) => ({ repository, snapshot: sampleSnapshot() }));
    const expected = JSON.stringify(mergeSnapshots(parts, OPTIONS).snapshot);
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 3 }), (shuffled) => {
        const { snapshot } = mergeSnapshots(shuffled, OPTIONS);
        expect(JSON.stringify(snapshot)).toBe(expected);
        const ids = new Set(snapshot.components.map((component) => component.id));
        expect(ids.size).toBe(snapshot.components.length);
        expect(snapshot.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
        for (const { licenseEvidence, concluded } of snapshot.components)
          expect((concluded.basis ?? []).filter((index) => index >= licenseEvidence.length)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});
