import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checklistItems, type Checklist } from '../../src/evidence/checklists/checklist.ts';
import { checklistSchema, decodeChecklist } from '../../src/evidence/checklists/decode-checklist.ts';
import { decodeOwnChecklist, extendChecklists, extensionSchema } from '../../src/evidence/checklists/extend-checklists.ts';
import { catalogueSchema, decodeCatalogue } from '../../src/evidence/metrics/catalogue.ts';
import { inputsSchema } from '../../src/evidence/pack/decode-inputs.ts';
import { manifestSchema } from '../../src/evidence/pack/manifest.ts';
import { registrySchema } from '../../src/evidence/registry/registry.ts';
import { audiencesSchema, decodeAudiences } from '../../src/evidence/reports/audiences.ts';

const FOLDER = 'rules/maturity/checklists';
const files = readdirSync(FOLDER);
const read = (file: string): Checklist => {
  const { value, problems } = decodeChecklist(readFileSync(`${FOLDER}/${file}`, 'utf8'), file);
  expect(problems).toEqual([]);
  return value as Checklist;
};
const catalogue = decodeCatalogue(readFileSync('rules/maturity/metrics.yaml', 'utf8'), 'metrics.yaml');
const known = new Set(catalogue.value?.metrics.map(({ id }) => id));

describe('the checklists that licet ships', () => {
  it.each(files)('%s asks only for metrics that the catalogue defines', (file) => {
    const asked = checklistItems(read(file)).flatMap((item) =>
      item.evidence.flatMap((one) => (one.kind === 'automatic' ? [one.metric] : [])),
    );
    expect(asked.filter((metric) => !known.has(metric))).toEqual([]);
  });

  it.each(files)('%s names its source, its terms, and says that the words are ours', (file) => {
    const { source } = read(file);
    expect(source.license.length).toBeGreaterThan(3);
    expect(source.attribution).toMatch(/Based on|[Pp]araphrase/);
  });

  it('are complete: all stages, levels, sections and editions', () => {
    const counts = Object.fromEntries(
      files.map((file) => {
        const checklist = read(file);
        return [checklist.pack, Object.fromEntries(checklist.groups.map(({ id, items }) => [id, items.length]))];
      }),
    );
    expect(counts).toMatchInlineSnapshot(`
      {
        "finos-osmm": {
          "l1-managing": 4,
          "l1-using": 4,
          "l2-consumption-compliance": 5,
          "l2-consumption-training": 2,
          "l2-creating-an-ospo": 5,
          "l2-creating-policy": 1,
          "l2-license-management": 4,
          "l2-measures": 4,
          "l2-software-inventory": 6,
          "l2-supply-chain-security": 4,
          "l3-community-engagement": 5,
          "l3-contribution-compliance": 6,
          "l3-contribution-training": 1,
          "l3-culture": 3,
          "l3-public-development": 2,
          "l3-publication": 1,
          "l3-surveillance": 1,
          "l3-talent": 1,
          "l4-foundations": 3,
          "l4-incubation": 2,
          "l4-joining-a-foundation": 3,
          "l4-maintaining-a-project": 2,
          "l4-open-sourcing-a-project": 2,
          "l4-outbound-security": 1,
          "l5-leveraging-strategically": 4,
        },
        "openchain-18974": {
          "section-4.1": 13,
          "section-4.2": 6,
          "section-4.3": 4,
          "section-4.4": 2,
        },
        "openchain-5230": {
          "section-3.1": 8,
          "section-3.2": 7,
          "section-3.3": 3,
          "section-3.4": 2,
          "section-3.5": 3,
          "section-3.6": 2,
        },
        "osps-baseline": {
          "public-repositories": 14,
        },
        "sbom-elements": {
          "bsi-2.1.0": 16,
          "cisa-2025-draft": 18,
          "cra": 9,
          "framing-3": 12,
          "ntia-2021": 13,
        },
        "todo-ospo": {
          "pre-stages": 4,
          "stage-1": 4,
          "stage-2": 3,
          "stage-3": 4,
          "stage-4": 4,
        },
      }
    `);
  });

  it('have views whose steps name items that are there', () => {
    for (const file of files) {
      const checklist = read(file);
      const ids = new Set(checklistItems(checklist).map(({ id }) => id));
      for (const view of checklist.views)
        for (const step of view.steps) expect(step.items.filter((id) => !ids.has(id))).toEqual([]);
    }
    expect(read('todo-ospo.yaml').views.map(({ steps }) => steps.length)).toEqual([5, 5, 4]);
  });

  it('never say the word that only an auditor may say', () => {
    for (const file of files)
      expect(readFileSync(`${FOLDER}/${file}`, 'utf8')).not.toMatch(/\bis (fully )?compliant\b|\bconformant\b|\bcertified\b/i);
  });
});

it('the audiences are the petals of the flower, regulators and one of procurement', () => {
  const { value, problems } = decodeAudiences(readFileSync('rules/maturity/audiences.yaml', 'utf8'), 'audiences.yaml');
  expect(problems).toEqual([]);
  expect(value?.audiences.map(({ id }) => id)).toEqual([
    'developers',
    'management',
    'legal',
    'business',
    'ecosystem',
    'ospo',
    'regulators',
    'security',
  ]);
});

describe('an organization', () => {
  const shipped = (): Checklist[] => [read('todo-ospo.yaml')];
  const own = (text: string): ReturnType<typeof decodeOwnChecklist> => decodeOwnChecklist(text, 'own.yaml');

  it('adds items to a shipped checklist and lowers a target, which is said', () => {
    const { value } = own(`
schema: licet-checklist-extension/1
extends: todo-ospo
targets:
  - { item: todo/1.3, metric: inventory.repositories, threshold: ">= 0.8", reason: first year, owner: ospo@acme.example, expires: 2027-01-01 }
groups:
  - id: stage-1
    title: ours
    items:
      - { id: acme/1.5, title: Ours, evidence: [{ kind: attested, statement: ours, title: it is done }] }
`);
    const { checklists, problems } = extendChecklists(shipped(), value === undefined ? [] : [value], []);
    expect(problems).toEqual([]);
    const items = checklists[0]?.groups.find(({ id }) => id === 'stage-1')?.items ?? [];
    expect(items.at(-1)?.id).toBe('acme/1.5');
    expect(items.find(({ id }) => id === 'todo/1.3')?.evidence[1]).toMatchObject({
      threshold: '>= 0.8',
      changed: { from: '>= 0.95', owner: 'ospo@acme.example' },
    });
  });

  it('learns of a target that nothing asks for', () => {
    const target = { item: 'todo/1.3', metric: 'inventory.repos', threshold: '>= 0.8', reason: 'r', owner: 'o' };
    expect(extendChecklists(shipped(), [], [target]).problems).toEqual([
      'target: no item `todo/1.3` asks for the metric `inventory.repos`',
    ]);
  });

  it('learns every mistake of a file at once, each with its place', () => {
    const { problems } = own(
      'schema: licet-checklist/1\npack: x\nversion: one\nsurprise: 1\ntitle: t\nsource: { name: n, revision: r, license: l, attribution: a }\ngroups:\n  - id: g\n    title: t\n    items:\n      - { id: i, title: t, evidence: [{ kind: automatic, metric: m, threshold: much }] }\n',
    );
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toMatchInlineSnapshot(`
      [
        "3:10 \`version\`: Invalid input: expected number, received string",
        "11:80 \`groups.0.items.0.evidence.0.threshold\`: expected \`>= N\`, \`<= N\` or \`== N\`",
        "4:11 unknown key \`surprise\`",
      ]
    `);
  });

  it('learns of an item that is there twice', () => {
    const item = '{ id: i, title: t, evidence: [{ kind: attested, statement: s, title: t }] }';
    const { problems } = own(
      `schema: licet-checklist/1\npack: x\nversion: 1\ntitle: t\nsource: { name: n, revision: r, license: l, attribution: a }\ngroups:\n  - id: g\n    title: t\n    items:\n      - ${item}\n      - ${item}\n`,
    );
    expect(problems).toMatchObject([{ line: 11, message: 'item `i` is there twice' }]);
  });
});

describe('the published schemas', () => {
  const schemas = {
    'licet-checklist-1': checklistSchema,
    'licet-checklist-extension-1': extensionSchema,
    'licet-evidence-registry-1': registrySchema,
    'licet-metric-catalogue-1': catalogueSchema,
    'licet-audiences-1': audiencesSchema,
    'licet-evidence-manifest-1': manifestSchema,
    'licet-evidence-inputs-1': inputsSchema,
  };
  it.each(Object.entries(schemas))('%s is what the decoder accepts', async (name, schema) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    const published = { $schema, $id: `urn:licet:schema:${name.replace(/^licet-(.*)-(\d+)$/, '$1:$2')}`, title: name, ...rest };
    await expect(`${JSON.stringify(published, null, 2)}\n`).toMatchFileSnapshot(`../../rules/schemas/${name}.schema.json`);
  });
});
