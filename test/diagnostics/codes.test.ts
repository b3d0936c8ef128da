import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../src/diagnostics/codes.ts';

const HEADING = /^### `([a-z0-9-]+)` · (error|warning|note)( · fails)?$/gm;

describe('docs/diagnostics.md', () => {
  it('has one paragraph for each code, with its severity and whether it fails the file', () => {
    const documented = [...readFileSync('docs/diagnostics.md', 'utf8').matchAll(HEADING)].map(([, code, severity, fails]) => ({
      code,
      severity,
      fails: fails !== undefined,
    }));
    const coded = Object.entries(CODES).map(([code, row]) => ({ code, severity: row.severity, fails: row.fails === true }));
    const sort = (rows: readonly { code: string | undefined }[]): unknown[] =>
      rows.toSorted((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
    expect(sort(documented)).toEqual(sort(coded));
  });

  it('uses kebab-case codes', () => {
    expect(Object.keys(CODES).filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
  });
});
