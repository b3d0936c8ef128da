import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadLicenseKnowledge } from '../../src/io/license-knowledge.ts';
import { describeLicense } from '../../src/licenses/knowledge/describe.ts';
import { listLicenses } from '../../src/licenses/knowledge/list.ts';
import { USES, type LicenseDescription } from '../../src/licenses/knowledge/model.ts';
import { schemaProblems } from '../support/validators.ts';

const knowledge = loadLicenseKnowledge();
const { data, explanations, exceptions } = knowledge;

function describeOne(id: string): LicenseDescription {
  const found = describeLicense(id, knowledge);
  if (found === undefined) throw new Error(`nothing is said of ${id}`);
  return found;
}

describe('the explanations', () => {
  it.each(readdirSync('rules/licenses').filter((name) => name.endsWith('.yml')))('of %s follow their schema', (name) => {
    const problems = schemaProblems('rules/schemas/licet-license-explanations-1.schema.json');
    expect(problems(parse(readFileSync(`rules/licenses/${name}`, 'utf8')))).toEqual([]);
  });

  it('name each id once, and only ids that there are', () => {
    const ids = [...explanations, ...exceptions].flatMap((item) => item.ids);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => (data.license(id) ?? data.exception(id) ?? data.reference(id))?.id !== id)).toEqual([]);
    expect(ids.filter((id) => data.license(id)?.deprecated === true)).toEqual([]);
  });

  it('agree with the license data', () => {
    const said = explanations.flatMap(({ ids, facts }) => ids.map((id) => ({ id, ...facts })));
    const known = said.map(({ id, ...facts }) => {
      const row = data.license(id);
      if (row === undefined) return { id, category: data.reference(id)?.category };
      const { category, copyleftScope, triggers, patent } = row;
      return { id, ...facts, category, copyleft: copyleftScope, network: triggers.includes('network'), patent };
    });
    expect(said).toEqual(known);
  });

  it('are written by hand for the sixty most used licenses', () => {
    expect(explanations.flatMap((item) => item.ids).filter((id) => data.license(id) !== undefined).length).toBeGreaterThanOrEqual(
      60,
    );
  });

  it('say more about patents and networks than nothing where there is something to say', () => {
    for (const { ids, facts, watch = [], permits, requires, uses } of explanations) {
      const text = JSON.stringify([watch, permits, requires, uses]);
      if (facts.patent === 'retaliation' && facts.category !== 'non-commercial' && facts.category !== 'source-available')
        expect(text, ids[0]).toMatch(/patent/i);
      if (facts.network === true) expect(uses?.saas, ids[0]).toBeDefined();
    }
  });
});

describe('what is said', () => {
  it('resolves every SPDX id and exception, with a sentence for every use of a license', () => {
    for (const { id } of [...data.licenses, ...data.references]) {
      const { uses, summary, category } = describeOne(id);
      expect(
        USES.filter((use) => (uses[use] ?? '') === ''),
        id,
      ).toEqual([]);
      expect(summary.length, id).toBeGreaterThan(20);
      expect(category, id).toBeDefined();
    }
    for (const { id } of data.exceptions) expect(describeOne(id).kind).toBe('exception');
    expect(describeLicense('Nobody-1.0', knowledge)).toBeUndefined();
    expect(describeLicense('__proto__', knowledge)).toBeUndefined();
  });

  it('explains a deprecated id by its successor', () => {
    expect(describeOne('GPL-2.0+')).toMatchObject({ id: 'GPL-2.0-or-later' });
    expect(describeOne('GPL-2.0')).toMatchObject({ id: 'GPL-2.0', deprecated: { successor: 'GPL-2.0-only' } });
    expect(describeOne('GPL-2.0-with-classpath-exception')).toMatchObject({
      deprecated: { successor: 'GPL-2.0-only WITH Classpath-exception-2.0' },
      category: 'weak-copyleft',
    });
  });

  it('lets an exception change what linking brings about', () => {
    const plain = describeOne('GPL-2.0-only');
    const pair = describeOne('GPL-2.0-only WITH Classpath-exception-2.0');
    expect(plain.obligations).toContain('source-of-work');
    expect(pair).toMatchObject({ kind: 'pair', category: 'weak-copyleft', copyleft: 'library', explanation: 'written' });
    expect(pair.obligations).toContain('source-of-library');
    expect(pair.uses.static).not.toBe(plain.uses.static);
    const note = describeOne('GPL-2.0-only WITH Linux-syscall-note');
    expect([note.category, note.uses]).toEqual(['strong-copyleft', plain.uses]);
  });

  it('is never softer than the category', () => {
    for (const row of listLicenses(knowledge)) {
      if (row.category === 'network-copyleft') expect(row.obligations, row.id).toContain('source-to-network-users');
      if (row.category === 'non-commercial') expect(describeOne(row.id).forbids.length, row.id).toBeGreaterThan(0);
      if (row.category === 'proprietary') expect(describeOne(row.id).permits, row.id).toEqual([]);
    }
  });

  it('knows the references that the detector gives', () => {
    const overlay = Object.keys(parse(readFileSync('rules/license-texts/unlisted.yml', 'utf8')) as object);
    expect(overlay.filter((id) => id !== 'LicenseRef-unknown' && describeLicense(id, knowledge) === undefined)).toEqual([]);
  });
});
