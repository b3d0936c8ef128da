import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { QUERIES } from '../../src/inventory/queries/list.ts';
import { ask, createDatabase, openDatabase } from '../../src/io/database/duckdb.ts';
import { loadCurrentBuild } from '../../src/io/store/current-build.ts';
import { storePaths } from '../../src/io/store/layout.ts';
import { listStore } from '../../src/io/store/records.ts';
import { schemaProblems } from '../support/json-schema.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { commitFiles, npmLock } from '../support/git-checkout.ts';

let root = '';
const store = (): string => join(root, '.licet-org');

async function org(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: root });
  const code = await main(['org', ...args], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

const rows = async (...args: readonly string[]): Promise<unknown> => {
  const { out, err } = await org('query', ...args, '--format', 'json');
  if (out === '') throw new Error(err);
  return (JSON.parse(out) as { rows: unknown }).rows;
};

// Two repositories over three months: `shop` fixes its GPL dependency in March, `till` starts with another one in February.
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'licet-org-query-'));
  writeFileSync(
    join(root, 'licet.org.yaml'),
    `version: 1
organization: Acme
teams: [{ name: web }]
products: [{ name: Shop, criticality: critical, distribution: binary, team: web, repositories: [shop] }]
repositories:
  - { path: shop }
  - { path: till }
  - { path: gone }
`,
  );
  writeFileSync(join(root, 'licet.policy.yaml'), 'version: 1\nallow: [MIT, Apache-2.0]\ndeny: [GPL-3.0-only]\n');
  const months = [
    ['2026-01-10T00:00:00Z', ['ms@2.1.3', 'old@1.0.0=GPL-3.0-only'], undefined],
    ['2026-02-10T00:00:00Z', ['ms@2.1.3', 'old@1.0.0=GPL-3.0-only'], ['ms@2.0.0', 'gpl@1.0.0=GPL-3.0-only']],
    ['2026-03-10T00:00:00Z', ['ms@2.1.3', 'moment@2.30.1', 'dayjs@1.11.0'], ['ms@2.0.0', 'gpl@1.0.0=GPL-3.0-only']],
  ] as const;
  for (const [date, shop, till] of months) {
    commitFiles(join(root, 'shop'), { 'package-lock.json': npmLock('shop', ...shop), CODEOWNERS: '* @acme/shop\n' }, date);
    if (till !== undefined) commitFiles(join(root, 'till'), { 'package-lock.json': npmLock('till', ...till) }, date);
    await org('scan', '--no-build');
  }
  const { code, out, err } = await org('build', '--today', '2026-03-20');
  if (code !== 0) throw new Error(err + out);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('org query', () => {
  it('says who uses a package in a range', async () => {
    expect(await rows('uses', 'ms@<2.1')).toEqual([
      {
        repository: 'till',
        team: null,
        products: null,
        project: '.',
        purl: 'pkg:npm/ms@2.0.0',
        license: 'MIT',
        scope: 'runtime',
        direct: true,
        since: '2026-02-10',
      },
    ]);
    expect(await rows('uses', 'pkg:npm/ms')).toHaveLength(2);
    expect((await org('query', 'uses', 'moments')).err).toContain('did you mean `moment`?');
  });

  it('says why it is there', async () => {
    expect(await rows('why', 'moment')).toMatchObject([{ repository: 'shop', project: '.', path: 'shop > moment@2.30.1' }]);
  });

  it('says why in the most critical repositories first, and how many it does not speak of', async () => {
    const { out, err } = await org('query', 'why', 'ms', '--limit', '1', '--format', 'json');
    const answer = JSON.parse(out) as { rows: object[]; more: boolean };
    expect(schemaProblems('licet-query-1', answer)).toEqual([]);
    expect(answer).toMatchObject({ more: true, rows: [{ repository: 'shop' }] });
    expect(err).toContain('1 more repository uses it: `licet org query uses ms` lists them');
    expect((await org('query', 'why', 'ms', '--format', 'json')).err).toBe('');
  });

  it('says since when there is exposure to a category, and where', async () => {
    expect(await rows('exposed', '--category', 'strong-copyleft')).toMatchObject([
      { repository: 'till', purl: 'pkg:npm/gpl@1.0.0', license: 'GPL-3.0-only', since: '2026-02-10' },
    ]);
  });

  it('weighs impact by criticality and directness', async () => {
    expect(await rows('top')).toMatchObject([{ package: 'pkg:npm/ms', repositories: 2, versions: 2, impact: 10 }, {}, {}, {}]);
  });

  it('says what is new, duplicated, and competing', async () => {
    expect(await rows('new', '--since', '2026-03-01')).toMatchObject([
      { purl: 'pkg:npm/dayjs@1.11.0' },
      { purl: 'pkg:npm/moment@2.30.1' },
    ]);
    expect(await rows('duplicates')).toMatchObject([{ package: 'pkg:npm/ms', versions: 2 }]);
    expect(await rows('competing')).toMatchObject([{ purpose: 'dates and times (JavaScript)', libraries: 2 }]);
  });

  it('judges every month by today’s policy: trend, offenders, time to fix', async () => {
    expect(await rows('trend')).toMatchObject([
      { month: '2026-01-01', repositories: 1, uses: 2, denied: 1 },
      { month: '2026-02-01', repositories: 2, uses: 4, denied: 2 },
      { month: '2026-03-01', repositories: 2, uses: 5, denied: 1 },
    ]);
    expect(await rows('offenders')).toMatchObject([{ repository: 'till', denied: 1, oldest: '2026-02-10' }]);
    expect(await rows('time-to-fix')).toMatchObject([
      { verdict: 'deny', team: '-', ended: 0, still_open: 1 },
      { verdict: 'deny', team: 'web', ended: 1, still_open: 0, median_days: 59 },
    ]);
  });

  it('says who answers, and who does not', async () => {
    expect(await rows('owners')).toEqual([{ owner: '@acme/shop', source: 'CODEOWNERS', repositories: 1, denied: 0 }]);
    expect(await rows('unowned')).toMatchObject([{ repository: 'gone', state: 'failed' }, { repository: 'till' }]);
  });

  it.each(QUERIES.map((query) => query.name))('answers `%s`', async (name) => {
    expect(await org('query', name)).toMatchObject({ code: 0, err: '' });
  });

  it('answers as table, JSON and CSV', async () => {
    expect((await org('query', 'offenders')).out).toMatchInlineSnapshot(`
      "repository  team  criticality  denied  review  oldest      weighted
      till           -  medium            1       0  2026-02-10         2
      "
    `);
    expect((await org('query', 'offenders', '--format', 'csv')).out).toMatchInlineSnapshot(`
      "repository,team,criticality,denied,review,oldest,weighted
      till,,medium,1,0,2026-02-10,2
      "
    `);
    expect((await org('query', 'offenders', '--format', 'json')).out).toMatchInlineSnapshot(`
      "{
        "schema": "licet-query/1",
        "query": "offenders",
        "asOf": "2026-03-20",
        "columns": [
          "repository",
          "team",
          "criticality",
          "denied",
          "review",
          "oldest",
          "weighted"
        ],
        "rows": [
          {
            "repository": "till",
            "team": null,
            "criticality": "medium",
            "denied": 1,
            "review": 0,
            "oldest": "2026-02-10",
            "weighted": 2
          }
        ]
      }
      "
    `);
  });

  it('gives documents and keeps records that fit the published schemas', async () => {
    const query: unknown = JSON.parse((await org('query', 'exposed', '--format', 'json')).out);
    expect(schemaProblems('licet-query-1', query)).toEqual([]);
    const status: unknown = JSON.parse((await org('status', '--format', 'json')).out);
    expect(schemaProblems('licet-org-status-1', status)).toEqual([]);
    const { records, attempts } = listStore(store());
    expect(records.flatMap((record) => schemaProblems('licet-scan-1', record))).toEqual([]);
    expect(attempts.flatMap((attempt) => schemaProblems('licet-attempt-1', attempt))).toEqual([]);
  });

  it('takes SQL that reads, and nothing that writes or looks elsewhere', async () => {
    expect(await rows('--sql', 'SELECT count(*) AS n FROM uses')).toEqual([{ n: 5 }]);
    for (const sql of [
      'DROP TABLE usage_interval',
      "COPY (SELECT 1) TO '/tmp/never.csv'",
      `SELECT * FROM read_csv('${join(root, 'licet.org.yaml')}')`,
      'SET enable_external_access = true',
      "ATTACH '/tmp/never.duckdb'",
      'nonsense',
    ])
      expect(await org('query', '--sql', sql), sql).toMatchObject({ code: 2, out: '' });
  });

  it('guesses what was meant', async () => {
    expect((await org('query', 'licences')).err).toContain('did you mean `licenses`?');
  });
});

describe('org build', () => {
  it('does nothing when nothing changed', async () => {
    const before = loadCurrentBuild(store());
    await org('build', '--today', '2026-03-20');
    expect(loadCurrentBuild(store())).toEqual(before);
  });

  it('goes on for readers of the one before, and leaves only the last two', async () => {
    const file = storePaths.build(store(), loadCurrentBuild(store())?.id ?? '');
    const { connection, close } = await openDatabase(file);
    for (const day of ['2026-03-21', '2026-03-22', '2026-03-20']) await org('build', '--today', day);
    expect((await ask(connection, 'SELECT count(*) AS n FROM repository')).rows).toEqual([{ n: 3 }]);
    close();
    expect(readdirSync(storePaths.builds(store()))).toHaveLength(2);
    expect(readdirSync(join(store(), 'tmp'))).toEqual([]);
  });

  it('two at once give one inventory', async () => {
    const both = await Promise.all([org('build', '--today', '2026-03-25'), org('build', '--today', '2026-03-25')]);
    expect(both.map((one) => one.code)).toEqual([0, 0]);
    expect(both[0].out).toBe(both[1].out);
    await org('build', '--today', '2026-03-20');
  });

  it('names a damaged segment, leaves it out, and scans it again once it is removed', async () => {
    const newest = listStore(store()).records.find((record) => record.repository === 'till' && record.date.startsWith('2026-03'));
    const file = storePaths.segment(store(), newest?.segment ?? '');
    writeFileSync(file, 'damaged');
    rmSync(storePaths.history(store(), 'till'));
    const damaged = await org('build', '--today', '2026-03-26');
    expect(damaged.code).toBe(0);
    expect(damaged.err).toContain(`segments/${newest?.segment.slice(0, 2)}/${newest?.segment}.json.gz`);
    expect(await rows('uses', 'gpl')).toHaveLength(1);
    expect(await rows('why', 'gpl')).toMatchObject([
      { repository: 'till', path: expect.stringContaining('decompressed') as string },
    ]);
    rmSync(file);
    expect((await org('scan', '--repository', 'till', '--no-build')).out).toContain('1 scanned');
    expect((await org('build', '--today', '2026-03-20')).err).not.toContain('damaged');
  });
});

it('org export writes the inventory as Parquet', async () => {
  expect(await org('export', '--of', 'product=Shop', '-o', 'parquet=shop.parquet')).toMatchObject({ code: 0, err: '' });
  const { connection, close } = await createDatabase(':memory:', '');
  const answer = await ask(connection, `SELECT count(*) > 2 AS there FROM '${join(root, 'shop.parquet').replaceAll("'", "''")}'`);
  close();
  expect(answer.rows).toEqual([{ there: true }]);
});

it('org report writes a page with coverage first, and the data behind it', async () => {
  const { code, out } = await org('report', '--out', 'public', '--today', '2026-03-20');
  expect({ code, out }).toEqual({ code: 0, out: 'wrote public/index.html and the data behind it in public/data\n' });
  const page = readFileSync(join(root, 'public', 'index.html'), 'utf8');
  expect(page).toContain('<li><b>3</b>repositories in scope</li><li><b class="bad">66.7 %</b>are known</li>');
  expect(page).toContain('<li><b>5</b>components are in use</li><li><b>0 %</b>of them have no known license</li>');
  expect(page.indexOf('<h2>Coverage')).toBeLessThan(page.indexOf('<h2>Most used'));
  expect(page).toContain('<td>pkg:npm/ms</td>');
  const files = readdirSync(join(root, 'public', 'data'));
  expect(files).toContain('trend.csv');
  expect(JSON.parse(readFileSync(join(root, 'public', 'data', 'offenders.json'), 'utf8'))).toMatchObject({
    schema: 'licet-query/1',
    rows: [{ repository: 'till' }],
  });
  for (const [, file = ''] of page.matchAll(/href="data\/([^"]+)"/g)) expect(files).toContain(file);
});
