import { describe, expect, it } from 'vitest';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import { renderEcosystemMarkdown } from '../../src/report/ecosystems.ts';

const ECOSYSTEMS = await loadEcosystems();

describe('the table of ecosystems', () => {
  it('has no row that is too long to read', () => {
    const rows = renderEcosystemMarkdown(ECOSYSTEMS).split('\n');
    expect(rows.filter((row) => row.length > 400).map((row) => row.slice(0, 60))).toEqual([]);
  });
});
