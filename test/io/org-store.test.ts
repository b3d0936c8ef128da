import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countSnapshot, recordsAt, scanKey, timelines, type ScanRecord } from '../../src/inventory/scan-record.ts';
import { storePaths } from '../../src/io/store/layout.ts';
import { openStore, requireStore } from '../../src/io/store/open-store.ts';
import { findRecord, listStore, loadAttempt, saveAttempt, saveRecord } from '../../src/io/store/records.ts';
import { loadSegment, saveSegment } from '../../src/io/store/segments.ts';
import { locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';

let store = '';
beforeEach(() => {
  store = join(mkdtempSync(join(tmpdir(), 'licet-store-')), 'store');
  openStore(store, 0);
});
afterEach(() => rmSync(join(store, '..'), { recursive: true, force: true }));

function record(more: Partial<ScanRecord> = {}): ScanRecord {
  const identity = { repository: 'acme/shop', tree: 'commit:a', scanner: 's', config: 'c', caches: 'none', ...more };
  return {
    schema: 'licet-scan/1',
    key: scanKey(identity),
    kind: 'scan',
    date: '2026-01-02T00:00:00Z',
    recordedAt: '2026-01-03T00:00:00Z',
    segment: 'e'.repeat(64),
    treeDigest: 'b'.repeat(64),
    dirty: false,
    complete: true,
    counts: countSnapshot(snapshotOf([])),
    owners: [],
    ...identity,
    ...more,
  };
}

describe('segments', () => {
  it('give back what was saved, under the digest of their text, once', async () => {
    const digest = await saveSegment(store, sampleSnapshot());
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await saveSegment(store, sampleSnapshot())).toBe(digest);
    expect(JSON.stringify(loadSegment(store, digest))).toBe(
      JSON.stringify(loadSegment(store, await saveSegment(store, loadSegment(store, digest)))),
    );
    expect(loadSegment(store, digest)).toMatchObject({ schema: 'licet-snapshot/1', source: { name: 'shop' } });
    expect(readdirSync(storePaths.temporary(store))).toEqual([]);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20), /cannot be decompressed/],
    ['overwritten', () => Buffer.from('garbage'), /cannot be decompressed/],
    ['replaced by other facts', () => gzipSync('{"schema":"licet-snapshot/1"}'), /not what its name says/],
  ])('that were %s are named, not believed', async (_, damage, message) => {
    const digest = await saveSegment(store, sampleSnapshot());
    const file = storePaths.segment(store, digest);
    writeFileSync(file, damage(readFileSync(file)));
    expect(() => loadSegment(store, digest)).toThrow(message);
  });

  it('that are missing are named', () => {
    expect(() => loadSegment(store, 'f'.repeat(64))).toThrow('the segment is missing');
  });
});

describe('records', () => {
  it('are found by key and listed by repository and date', () => {
    const [first, second] = [record({ tree: 'commit:b', date: '2026-02-01T00:00:00Z' } as Partial<ScanRecord>), record()];
    saveRecord(store, first);
    saveRecord(store, second);
    saveRecord(store, { ...second, commit: 'never written: the record is there' });
    expect(findRecord(store, 'acme/shop', second.key)).toEqual(second);
    expect(findRecord(store, 'acme/shop', 'other')).toBeUndefined();
    expect(listStore(store)).toMatchObject({ records: [second, first], problems: [] });
  });

  it('that are damaged are named and skipped', () => {
    const good = record();
    saveRecord(store, good);
    writeFileSync(join(storePaths.scans(store, 'acme/shop'), 'torn.json'), '{"schema": "licet-sc');
    const { records, problems } = listStore(store);
    expect(records).toEqual([good]);
    expect(problems.map((problem) => problem.path)).toEqual([expect.stringMatching(/acme-shop-\w{8}\/scans\/torn\.json$/)]);
  });

  it('keep the last try of each repository', () => {
    saveAttempt(store, { schema: 'licet-attempt/1', repository: 'a', at: '2026-01-01T00:00:00Z', outcome: 'scanned' });
    const failed = {
      schema: 'licet-attempt/1',
      repository: 'a',
      at: '2026-01-02T00:00:00Z',
      outcome: 'failed',
      reason: 'gone',
    } as const;
    saveAttempt(store, failed);
    expect(loadAttempt(store, 'a')).toEqual(failed);
    expect(listStore(store).attempts).toEqual([failed]);
  });
});

describe('timelines', () => {
  const day = (date: string, more: Partial<ScanRecord> = {}): ScanRecord =>
    record({ date: `${date}T00:00:00Z`, key: date, ...more });

  it('take imports only where nobody scanned, and the later of two scans of one moment', () => {
    const lines = timelines([
      day('2026-03-01', { kind: 'import' }),
      day('2026-02-01'),
      day('2026-01-01'),
      day('2026-02-01', { key: 'again', recordedAt: '2026-05-01T00:00:00Z' }),
      day('2026-04-01', { repository: 'bought', kind: 'import' }),
    ]);
    expect([...lines].map(([name, list]) => [name, list.map((item) => item.key)])).toEqual([
      ['acme/shop', ['2026-01-01', 'again']],
      ['bought', ['2026-04-01']],
    ]);
  });

  it('answer what held on a day', () => {
    const records = [day('2026-01-01'), day('2026-02-01'), day('2026-03-01', { repository: 'b' })];
    expect(recordsAt(records, '2026-01-31').map((item) => item.key)).toEqual(['2026-01-01']);
    expect(recordsAt(records, '2026-03-01').map((item) => item.key)).toEqual(['2026-02-01', '2026-03-01']);
    expect(recordsAt(records, '2025-12-31')).toEqual([]);
  });
});

it('a directory with something else in it is not made a store', () => {
  const other = join(store, '..');
  writeFileSync(join(other, 'thesis.txt'), '');
  expect(() => openStore(other, 0)).toThrow('not empty and not a store');
  expect(() => requireStore(other)).toThrow('there is no store');
});

it('a store of another version is refused', () => {
  writeFileSync(storePaths.format(store), '{"schema":"licet-store/9"}');
  expect(() => openStore(store, 0)).toThrow('`licet-store/9`');
});

it('counts what has no license', () => {
  expect(countSnapshot(snapshotOf([locked('pkg:npm/a@1.0.0')]))).toEqual({
    projects: 1,
    components: 1,
    withoutLicense: 1,
    unreadFiles: 0,
  });
});
