import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { renderCsv } from '../../src/report/rows/csv.ts';
import { renderInventoryMarkdown } from '../../src/report/rows/markdown.ts';
import { COLUMNS } from '../../src/report/rows/component-rows.ts';
import { renderInventoryHtml } from '../../src/report/inventory-html/render.ts';
import { renderXlsx } from '../../src/report/xlsx/render.ts';
import { HOSTILE } from './findings/hostile.ts';
import { locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';
import { requires } from '../support/requires.ts';

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '\u200b=1',
  '|calc',
  '%0A',
  '\uff1d1',
  '=cmd|" /C calc"!A0',
  '"=1',
];

function named(names: readonly string[]): Snapshot {
  return snapshotOf(names.map((name, index) => locked(`pkg:npm/n${index}@1`, { name, description: name })));
}

/** RFC 4180, as strictly as it is written. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    row.push((match[1] ?? match[2] ?? '').replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
    if (cell.lastIndex === text.length) return rows;
  }
  throw new Error(`not CSV after row ${rows.length}`);
}

describe('csv', () => {
  const csv = (snapshot: Snapshot): string => [...renderCsv(snapshot)].join('');

  it('has a heading and one row per component', () => {
    expect(csv(sampleSnapshot())).toMatchSnapshot();
    const rows = parseCsv(csv(sampleSnapshot()));
    expect(rows[0]).toEqual([...COLUMNS]);
    expect(rows).toHaveLength(sampleSnapshot().components.length + 1);
  });

  it('keeps rows and columns whatever a package is called', () => {
    const names = Object.values(HOSTILE);
    for (const row of parseCsv(csv(named(names)))) expect(row).toHaveLength(COLUMNS.length);
  });

  it.each(FORMULAS)('writes `%s` so that no spreadsheet takes it for a formula', (name) => {
    const cell = parseCsv(csv(named([name])))[1]?.[COLUMNS.indexOf('name')] ?? '';
    expect(cell).toMatch(/^["']/);
    expect(cell.slice(1)).toContain(name.replaceAll(/[\s\u200b"]/g, '').slice(0, 2));
  });

  it('never has a cell that a spreadsheet would run', () => {
    const cells = parseCsv(csv(named([...FORMULAS, ...Object.values(HOSTILE)]))).flat();
    expect(cells.filter((cell) => /^[\s\p{C}]*[=+\-@]/u.test(cell))).toEqual([]);
  });
});

describe('xlsx', () => {
  const bytes = (snapshot: Snapshot): Buffer => Buffer.concat([...renderXlsx(snapshot)]);
  const parts = (snapshot: Snapshot): [string, string][] =>
    Object.entries(unzipSync(bytes(snapshot))).map(([path, content]) => [path, strFromU8(content)]);

  it('is an archive of well-formed XML, whatever a package is called', () => {
    const found = parts(named([...FORMULAS, ...Object.values(HOSTILE)]));
    expect(found.map(([path]) => path)).toContain('xl/worksheets/sheet1.xml');
    for (const [path, xml] of found) {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw new Error(`${path}: ${error.message}`);
      });
      parser.write(xml).close();
    }
  });

  it('has text cells and no formulas', () => {
    const sheet = parts(named(FORMULAS)).find(([path]) => path === 'xl/worksheets/sheet1.xml')?.[1] ?? '';
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(new Set(sheet.match(/ t="\w+"/g))).toEqual(new Set([' t="inlineStr"']));
    expect(sheet).toContain('=cmd|&quot; /C calc&quot;!A0');
  });

  it('keeps an underscore that Excel would read as an escape', () => {
    const sheet = parts(named(['_x000D_'])).find(([path]) => path === 'xl/worksheets/sheet1.xml')?.[1] ?? '';
    expect(sheet).toContain('_x005F_x000D_');
  });

  it('cuts what is longer than a cell may be', () => {
    const sheet = parts(named(['x'.repeat(40_000)])).find(([path]) => path === 'xl/worksheets/sheet1.xml')?.[1] ?? '';
    const longest = Math.max(...[...sheet.matchAll(/<t [^>]*>([^<]*)</g)].map((match) => match[1]?.length ?? 0));
    expect(longest).toBe(32_767);
  });

  it('has the same bytes every time', () => {
    const digest = (): string => createHash('sha256').update(bytes(sampleSnapshot())).digest('hex');
    expect(digest()).toBe(digest());
  });

  const python = requires('python3');
  it.skipIf(!python.usable)(`is an archive for other tools too${python.note}`, () => {
    const result = spawnSync(
      'python3',
      ['-c', 'import sys,io,zipfile; print(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).testzip())'],
      {
        input: bytes(sampleSnapshot()),
        encoding: 'utf8',
      },
    );
    expect(result.stdout.trim()).toBe('None');
  });
});

describe('html', () => {
  const html = (snapshot: Snapshot): string => [...renderInventoryHtml(snapshot)].join('');
  const dataOf = (page: string): unknown =>
    JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '');

  it('loads nothing, and allows only its own style and script', () => {
    const page = html(sampleSnapshot());
    expect(page).not.toMatch(/<(link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(|fetch\(|XMLHttpRequest/i);
    const script = /<script>(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(page).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });

  it('keeps markup in names as text', () => {
    const plain = html(named(['a']));
    const tags = (page: string): string[] => (page.match(/<\/?[a-z][^>]*>/gi) ?? []).map((tag) => tag.replace(/[\s/].*/s, ''));
    const page = html({
      ...named(Object.values(HOSTILE)),
      source: { ...sampleSnapshot().source, name: HOSTILE['markup'] ?? '' },
    });
    expect(new Set(tags(page))).toEqual(new Set(tags(plain)));
    expect(page).not.toContain('<script>alert');
    expect(dataOf(page)).toMatchObject({ rows: Object.keys(HOSTILE).length });
  });

  it('holds every row once', () => {
    const data = dataOf(html(sampleSnapshot())) as {
      names: string[];
      rows: number;
      columns: { texts: string[]; at: number[] }[];
    };
    const column = data.columns[data.names.indexOf('name')];
    expect(column?.at.map((index) => column.texts[index]).toSorted()).toEqual(
      sampleSnapshot()
        .components.map((component) => component.name)
        .toSorted(),
    );
  });
});

describe('markdown', () => {
  it('shows the inventory, and what could not be read', () => {
    expect([...renderInventoryMarkdown(sampleSnapshot())].join('')).toMatchSnapshot();
  });

  it('keeps rows and columns whatever a package is called', () => {
    const written = [...renderInventoryMarkdown(named(Object.values(HOSTILE)))].join('');
    const rows = written
      .slice(written.indexOf('## Components'))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    for (const row of rows) expect(row.split('|')).toHaveLength(9);
    expect(written.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/<\w|\]\(|@/);
  });
});
