import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderDiagnostic, renderDiagnostics } from '../../src/report/diagnostics.ts';
import { escapeControls } from '../../src/report/escape-controls.ts';
import { formatCount, formatShare } from '../../src/report/numbers.ts';
import { COLOURED, PLAIN } from '../../src/report/style.ts';
import { renderTable } from '../../src/report/table.ts';

describe('escapeControls', () => {
  it('makes what could steer a terminal visible', () => {
    expect(escapeControls('a\u001b[31mb\r\nc\u202ed')).toBe('a\\x1b[31mb\\x0d\\x0ac\\u202ed');
  });

  it('leaves letters of every script alone', () => {
    expect(escapeControls('größe 名前 🎉')).toBe('größe 名前 🎉');
  });

  it('leaves nothing to escape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => escapeControls(escapeControls(text)) === escapeControls(text)),
    );
  });
});

describe('numbers', () => {
  it('groups thousands the same in every locale', () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('never rounds an incomplete share up to 100 %', () => {
    expect([formatShare(0, 0), formatShare(9999, 10000), formatShare(1, 10000), formatShare(3, 3)]).toEqual([
      '-',
      '99.9 %',
      '0.1 %',
      '100 %',
    ]);
  });
});

describe('renderDiagnostic', () => {
  it('says what, where, why and what to do', () => {
    const item = diagnostic('lockfile-unparsable', 'not valid JSON', {
      path: 'a/package-lock.json',
      line: 3,
      hint: 'run `npm install`',
    });
    expect(renderDiagnostic(item, PLAIN)).toMatchInlineSnapshot(`
      "error lockfile-unparsable  a/package-lock.json:3
        not valid JSON
        hint: run \`npm install\`
      "
    `);
  });

  it('lets a thousand warnings of one kind not hide the one of another', () => {
    const many = Array.from({ length: 1000 }, (_, line) => diagnostic('lockfile-entry-invalid', 'odd', { path: 'x', line }));
    const text = renderDiagnostics([...many, diagnostic('lockfile-stale', 'old', { path: 'y' })], PLAIN, 2);
    expect(text).toContain('and 998 more `lockfile-entry-invalid`');
    expect(text).toContain('lockfile-stale');
  });
});

describe('renderTable', () => {
  it('aligns columns by what is seen, not by colour codes', () => {
    expect(
      renderTable(
        [{ title: 'name' }, { title: 'n', align: 'right' }],
        [
          [COLOURED.error('a'), '1'],
          ['bb', '10'],
        ],
      ),
    ).toBe(`name   n\n${COLOURED.error('a')}      1\nbb    10\n`);
  });
});
