import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { renderCycloneDx, SPEC_VERSIONS, type SpecVersion } from '../../src/report/cyclonedx/render.ts';
import { validateCycloneDx } from '../../src/report/cyclonedx/validate.ts';
import { requires } from '../support/requires.ts';
import { APP, evidence, expression, firstParty, LIB, locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';

interface Written {
  readonly serialNumber: string;
  readonly metadata: Record<string, unknown> & { readonly component: Record<string, unknown> };
  readonly components: readonly (Record<string, unknown> & { readonly 'bom-ref': string })[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly compositions: readonly {
    readonly aggregate: string;
    readonly assemblies?: string[];
    readonly dependencies: string[];
  }[];
}

async function text(snapshot: Snapshot, format: 'json' | 'xml' = 'json', specVersion: SpecVersion = '1.6'): Promise<string> {
  return [...(await renderCycloneDx(snapshot, { format, specVersion }))].join('');
}

async function document(snapshot: Snapshot, specVersion: SpecVersion = '1.6'): Promise<Written> {
  return JSON.parse(await text(snapshot, 'json', specVersion)) as Written;
}

async function written(component: Component, specVersion: SpecVersion = '1.6'): Promise<Record<string, unknown>> {
  const found = (await document(snapshotOf([component]), specVersion)).components[0];
  if (found === undefined) throw new Error('no component');
  return found;
}

const xmllint = requires('xmllint');
const schemas = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res',
  'schema',
);

describe.each(SPEC_VERSIONS)('CycloneDX %s', (version) => {
  it('writes everything a snapshot can hold, in both formats', async () => {
    const { components } = await document(sampleSnapshot(), version);
    const xml = await text(sampleSnapshot(), 'xml', version);
    expect(components).toHaveLength(sampleSnapshot().components.length);
    for (const component of components) expect(xml).toContain(`bom-ref="${component['bom-ref']}"`);
    expect(xml.includes('<occurrence>')).toBe(version !== '1.4');
    expect(xml.includes('<line>')).toBe(version === '1.6' || version === '1.7');
    expect(xml.includes('acknowledgement=')).toBe(version === '1.6' || version === '1.7');
    expect(xml.includes('<lifecycle>')).toBe(version !== '1.4');
  });

  it.skipIf(!xmllint.usable)(`writes XML that is valid against the XSD${xmllint.note}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'licet-'));
    try {
      const file = join(folder, 'bom.xml');
      writeFileSync(file, await text(sampleSnapshot(), 'xml', version));
      const xsd = join(schemas, `bom-${version}.SNAPSHOT.xsd`);
      const run = spawnSync('xmllint', ['--nonet', '--noout', '--schema', xsd, file], { encoding: 'utf8' });
      expect(run.stderr).toBe(`${file} validates\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('writes an empty repository', async () => {
    const { dependencies, compositions } = await document(snapshotOf([], { projects: [] }), version);
    expect(dependencies).toEqual([{ ref: 'licet:repository:shop', dependsOn: [] }]);
    expect(compositions[0]?.aggregate).toBe('complete');
  });
});

// Read these two in review: they are the claim of what a document says.
it.each(['json', 'xml'] as const)('the whole document as %s', async (format) => {
  await expect(text(sampleSnapshot(), format)).resolves.toMatchSnapshot();
});

describe('graph', () => {
  it('has every component and the root in `dependencies`; the root depends on the projects', async () => {
    const { components, dependencies } = await document(sampleSnapshot());
    expect(dependencies.map((item) => item.ref)).toEqual(['licet:repository:shop', ...components.map((item) => item['bom-ref'])]);
    expect(dependencies[0]?.dependsOn).toEqual([APP, LIB].toSorted());
    expect(dependencies.find((item) => item.ref === APP)?.dependsOn).toEqual([LIB, 'pkg:npm/@babel/core@7.0.0'].toSorted());
  });

  it('moves the name of the root away from a component that has it', async () => {
    const { metadata } = await document(snapshotOf([firstParty(APP, { id: 'licet:repository:shop' })]));
    expect(metadata.component['bom-ref']).toBe('licet:repository:shop~');
  });

  it.each([
    ['a component twice', snapshotOf([locked('pkg:npm/a@1'), locked('pkg:npm/a@1')])],
    ['a hash that is not hex', snapshotOf([locked('pkg:npm/a@1', { hashes: [{ algorithm: 'MD5', value: 'x' }] })])],
    [
      'an edge to nothing',
      snapshotOf([locked('pkg:npm/a@1')], { edges: [{ from: 'pkg:npm/a@1', to: 'b', scope: 'runtime', sources: [] }] }),
    ],
  ])('refuses %s as our own bug', async (_name, snapshot) => {
    await expect(text(snapshot)).rejects.toThrow(/twice|not hex|no component/);
  });
});

describe('scope', () => {
  it.each([
    [['runtime'], 'required'],
    [['build'], 'required'],
    [['unknown'], 'required'],
    [['optional'], 'optional'],
    [['optional', 'dev'], 'optional'],
    [['optional', 'peer'], 'required'],
    [['dev'], 'excluded'],
    [['dev', 'test'], 'excluded'],
    [['runtime', 'dev'], 'required'],
  ] as const)('%j is %s', async (scopes, expected) => {
    const component = locked('pkg:npm/a@1', { uses: [{ project: APP, scopes, direct: true }] });
    expect((await written(component))['scope']).toBe(expected);
  });

  it('looks at all projects: production of one wins over development of another', async () => {
    const uses = [
      { project: APP, scopes: ['dev'], direct: true },
      { project: LIB, scopes: ['optional'], direct: true },
    ] as const;
    expect((await written(locked('pkg:npm/a@1', { uses })))['scope']).toBe('optional');
  });
});

describe('licenses', () => {
  const concluded = (text: string, rule: 'declared' | 'detected'): Partial<Component> => ({
    concluded: { status: 'concluded', expression: expression(text), rule, basis: [] },
  });

  it.each([
    ['one id', concluded('MIT', 'declared'), [{ license: { id: 'MIT', acknowledgement: 'declared' } }]],
    ['a text', concluded('MIT', 'detected'), [{ license: { id: 'MIT', acknowledgement: 'concluded' } }]],
    ['an expression', concluded('MIT OR ISC', 'declared'), [{ expression: 'MIT OR ISC', acknowledgement: 'declared' }]],
    ['an own license', concluded('LicenseRef-x', 'declared'), [{ expression: 'LicenseRef-x', acknowledgement: 'declared' }]],
    ['nothing known', {}, undefined],
    ['none', { concluded: { status: 'none' } }, undefined],
    [
      'a list without operator',
      {
        licenseEvidence: [evidence('MIT, Own', { list: ['MIT', 'Own'] })],
        concluded: { status: 'no-assertion', reason: 'ambiguous-list' },
      },
      [{ license: { id: 'MIT', acknowledgement: 'declared' } }, { license: { name: 'Own', acknowledgement: 'declared' } }],
    ],
    [
      'an unknown text',
      { licenseEvidence: [evidence('mit')], concluded: { status: 'no-assertion', reason: 'unrecognised-evidence' } },
      [{ license: { name: 'mit', acknowledgement: 'declared' } }],
    ],
  ] as const)('%s', async (_name, more, licenses) => {
    expect((await written(locked('pkg:npm/a@1', more)))['licenses']).toEqual(licenses);
  });

  it('shows a conflict in the evidence and picks nothing', async () => {
    const { components } = await document(sampleSnapshot());
    const conflict = components.find((item) => item['name'] === 'conflict');
    expect(conflict?.['licenses']).toBeUndefined();
    expect(conflict?.['evidence']).toMatchObject({
      licenses: [
        { license: { id: 'MIT', acknowledgement: 'declared' } },
        { license: { name: 'GPL-2.0-only OR BSD-3-Clause', acknowledgement: 'declared' } },
      ],
    });
  });

  it('has no acknowledgement before 1.6', async () => {
    expect((await written(locked('pkg:npm/a@1', concluded('MIT', 'declared')), '1.5'))['licenses']).toEqual([
      { license: { id: 'MIT' } },
    ]);
  });
});

describe('compositions', () => {
  const a = locked('pkg:npm/a@1');
  const b = locked('pkg:npm/b@1');
  const edges = [{ from: a.id, to: b.id, scope: 'runtime', sources: ['package-lock.json'] }] as const;

  it('is complete when every file was parsed and states a graph', async () => {
    const { compositions } = await document(snapshotOf([firstParty(APP), a, b], { edges }));
    expect(compositions).toEqual([
      {
        aggregate: 'complete',
        assemblies: ['licet:repository:shop'],
        dependencies: [APP, 'licet:repository:shop', a.id, b.id].toSorted(),
      },
      // About all of it.
      { aggregate: 'complete' },
    ]);
  });

  it('does not take a flat list for a graph', async () => {
    const { compositions } = await document(snapshotOf([a, b]));
    expect(compositions.find((item) => item.dependencies.includes(a.id))?.aggregate).toBe('unknown');
  });

  it.each(['stale', 'unsupported', 'failed'] as const)('is incomplete as a whole when a file is %s', async (state) => {
    const [input] = snapshotOf([]).inputs;
    const other = { path: 'go/go.mod', ecosystem: 'golang', state, role: 'product' } as const;
    const { compositions } = await document(snapshotOf([a, b], { edges, inputs: [...(input ? [input] : []), other] }));
    expect(compositions.find((item) => item.assemblies !== undefined)?.aggregate).toBe('incomplete');
    expect(compositions.find((item) => item.dependencies.includes(a.id))?.aggregate).toBe('complete');
  });

  it('is incomplete for what has no version', async () => {
    const declared = locked('pkg:npm/c', { resolution: 'declared', version: '9' });
    const { compositions, components } = await document(snapshotOf([declared]));
    expect(compositions.map((item) => item.aggregate)).toEqual(['incomplete']);
    expect(components[0]).not.toHaveProperty('version');
  });
});

describe('hostile text', () => {
  it('never makes a document that is not valid', async () => {
    const any = fc.string({ unit: 'binary', maxLength: 30 });
    const url = fc.oneof(
      any,
      any.map((rest) => `https://${rest}`),
      any.map((rest) => `git@h.org:${rest}`),
    );
    const given = fc.record({ any, list: fc.array(any, { maxLength: 3 }), url, specVersion: fc.constantFrom(...SPEC_VERSIONS) });
    await fc.assert(
      fc.asyncProperty(given, async ({ any, list, url, specVersion }) => {
        const component = locked('pkg:npm/a@1', {
          name: `a${any}`,
          version: any,
          description: any,
          aliases: list,
          patches: list,
          origins: [
            { kind: 'vcs', url, revision: any },
            { kind: 'download', url },
          ],
          occurrences: list.map((path) => ({ path })),
          licenseEvidence: [evidence(any, { list })],
          concluded: { status: 'no-assertion', reason: list.length > 1 ? 'ambiguous-list' : 'unrecognised-evidence' },
        });
        const snapshot = snapshotOf([component, firstParty(any === '' ? APP : `x#npm:${any}`)]);
        const xml = await text({ ...snapshot, source: { ...snapshot.source, repository: url } }, 'xml', specVersion);
        // eslint-disable-next-line no-control-regex
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
      }),
      { numRuns: 200 },
    );
  });

  it('cuts no version: one that is too long for the field stands in a property', async () => {
    const component = await written(locked('pkg:npm/a@1', { version: '1'.repeat(2000) }));
    expect(component).not.toHaveProperty('version');
    expect(component['properties']).toContainEqual({ name: 'licet:version', value: '1'.repeat(2000) });
  });

  it('shows an origin that is no URL as a property, without its password', async () => {
    const origins = [{ kind: 'download', url: 'https://user:secret@h.org/a b' }] as const;
    const component = await written(locked('pkg:npm/a@1', { origins }));
    expect(component).not.toHaveProperty('externalReferences');
    expect(component['properties']).toContainEqual({ name: 'licet:origin', value: 'https://user@h.org/a b' });
  });
});

describe('bytes', () => {
  it('do not depend on the order of components and edges', async () => {
    const snapshot = sampleSnapshot();
    const reversed = { ...snapshot, components: snapshot.components.toReversed(), edges: snapshot.edges.toReversed() };
    await expect(text(reversed)).resolves.toBe(await text(snapshot));
    await expect(text(reversed, 'xml')).resolves.toBe(await text(snapshot, 'xml'));
  });

  it('share one serial number between JSON and XML, and another content has another one', async () => {
    const { serialNumber } = await document(sampleSnapshot());
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await expect(text(sampleSnapshot(), 'xml')).resolves.toContain(`serialNumber="${serialNumber}"`);
    expect((await document(snapshotOf([]))).serialNumber).not.toBe(serialNumber);
  });

  it('have no timestamp when the source has no time', async () => {
    const { time: _time, ...source } = snapshotOf([]).source;
    expect((await document(snapshotOf([], { source }))).metadata).not.toHaveProperty('timestamp');
  });
});

describe('validateCycloneDx', () => {
  const component = { type: 'library', name: 'a', 'bom-ref': 'a' };
  const bom = (more: object): object => ({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, ...more });

  it.each([
    [
      'a wrong type',
      bom({ components: [{ ...component, type: 'x' }] }),
      '/components/0/type: must be equal to one of the allowed values',
    ],
    [
      'an unknown field',
      bom({ components: [{ ...component, x: 1 }] }),
      '/components/0: must NOT have additional properties (`x`)',
    ],
    ['a bom-ref twice', bom({ components: [component, { ...component, name: 'b' }] }), '/components/1/bom-ref: `a` stands twice'],
    [
      'an item twice',
      bom({ components: [component], dependencies: [{ ref: 'a', dependsOn: ['a', 'a'] }] }),
      '/dependencies/0/dependsOn/1: the same item stands twice',
    ],
    [
      'the same in another order',
      bom({
        dependencies: [
          { ref: 'a', dependsOn: [] },
          { dependsOn: [], ref: 'a' },
        ],
        components: [component],
      }),
      '/dependencies/1: the same item stands twice',
    ],
    [
      'a dangling dependency',
      bom({ components: [component], dependencies: [{ ref: 'a', dependsOn: ['b'] }] }),
      '/dependencies/0: no component `b`',
    ],
    ['a URL that is none', bom({ externalReferences: [{ type: 'vcs', url: 'git@host:a/b' }] }), '/externalReferences/0/url'],
  ])('names %s', async (_name, document, problem) => {
    expect((await validateCycloneDx(document, '1.6')).join('\n')).toContain(problem);
  });

  it('refuses a document of endless depth without recursing into it', async () => {
    const deep = JSON.parse(`${'{"components":['.repeat(5000)}${']}'.repeat(5000)}`) as object;
    expect(await validateCycloneDx(bom(deep), '1.6')).toEqual(['/: nested deeper than 200 levels']);
  });

  it('accepts a valid document', async () => {
    await expect(validateCycloneDx(bom({ components: [component] }), '1.6')).resolves.toEqual([]);
  });
});
