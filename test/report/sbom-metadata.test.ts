import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { renderCycloneDx } from '../../src/report/cyclonedx/render.ts';
import { SPEC_VERSIONS, type SpecVersion } from '../../src/report/cyclonedx/spec-version.ts';
import { decodeSbomMetadata, sbomMetadataSchema } from '../../src/report/sbom-metadata.ts';
import { renderSpdxJson } from '../../src/report/spdx/json.ts';
import { renderSpdx3Json } from '../../src/report/spdx3/json.ts';
import { APP, firstParty, locked, snapshotOf } from '../support/sample-snapshot.ts';
import { schemaProblems } from '../support/validators.ts';

const FILE = `
version: 1
license: CC0-1.0
authors: [{ name: Open Source Office, email: ospo@acme.example }]
manufacturer: { name: ACME, url: https://acme.example, contact: { email: ospo@acme.example } }
supplier: { name: ACME }
components:
  - package: pkg:npm/@babel/*
    supplier: { name: Babel team, url: https://babel.example }
    source: https://git.example.org/babel
    executable: false
`;

const METADATA = decodeSbomMetadata(FILE, 'licet.sbom.yaml');
const BABEL = locked('pkg:npm/%40babel/core@7.0.0', {
  hashes: [{ algorithm: 'SHA-512', value: '0'.repeat(128) }],
  origins: [{ kind: 'download', url: 'https://files.example.com/core-7.0.0.tgz' }],
});
const OTHER = locked('pkg:npm/other@1.0.0');
const SNAPSHOT = snapshotOf([firstParty(APP), BABEL, OTHER]);

interface Bom {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly components: readonly {
    readonly name: string;
    readonly supplier?: object;
    readonly manufacturer?: object;
    readonly externalReferences?: readonly object[];
    readonly properties: readonly { readonly name: string; readonly value: string }[];
  }[];
}

async function bom(snapshot: Snapshot, withMetadata = true, specVersion: SpecVersion = '1.6'): Promise<Bom> {
  const chunks = await renderCycloneDx(snapshot, { format: 'json', specVersion, ...(withMetadata && { metadata: METADATA }) });
  return JSON.parse([...chunks].join('')) as Bom;
}

const named = (document: Bom, name: string): Bom['components'][number] | undefined =>
  document.components.find((component) => component.name === name);
const bsi = (component: Bom['components'][number] | undefined): Record<string, string> =>
  Object.fromEntries(
    (component?.properties ?? []).filter(({ name }) => name.startsWith('bsi:')).map(({ name, value }) => [name.slice(14), value]),
  );

describe('what people state for their SBOMs', () => {
  it('says who is responsible for the document and who makes what it describes', async () => {
    const { metadata } = await bom(SNAPSHOT);
    expect(metadata).toMatchObject({
      authors: [{ name: 'Open Source Office', email: 'ospo@acme.example' }],
      manufacturer: { name: 'ACME', url: ['https://acme.example'], contact: [{ email: 'ospo@acme.example' }] },
      supplier: { name: 'ACME' },
      licenses: [{ license: { id: 'CC0-1.0' } }],
    });
  });

  it('says nothing that nobody stated', async () => {
    const document = await bom(SNAPSHOT, false);
    for (const key of ['authors', 'manufacturer', 'manufacture', 'supplier', 'licenses'])
      expect(document.metadata).not.toHaveProperty(key);
    for (const component of document.components) {
      expect(component.supplier).toBeUndefined();
      expect(component.manufacturer).toBeUndefined();
    }
  });

  it('reaches the packages that it names, and no others', async () => {
    const document = await bom(SNAPSHOT);
    expect(named(document, 'core')).toMatchObject({ supplier: { name: 'Babel team' } });
    expect(named(document, 'core')?.properties).toContainEqual({ name: 'licet:stated', value: 'source,executable,supplier' });
    expect(named(document, 'other')).not.toHaveProperty('supplier');
    expect(named(document, 'shop')).toMatchObject({ supplier: { name: 'ACME' }, manufacturer: { name: 'ACME' } });
  });

  it('tells of the delivered file what its address tells, and whether it is executable only when stated', async () => {
    const facts = { filename: 'core-7.0.0.tgz', archive: 'archive', structured: 'structured' };
    expect(bsi(named(await bom(SNAPSHOT, false), 'core'))).toEqual(facts);
    expect(bsi(named(await bom(SNAPSHOT), 'core'))).toEqual({ ...facts, executable: 'non-executable' });
    expect(bsi(named(await bom(SNAPSHOT), 'other'))).toEqual({});
  });

  it('puts the hashes on the one address that they are of', async () => {
    expect(named(await bom(SNAPSHOT), 'core')?.externalReferences).toContainEqual({
      type: 'distribution',
      url: 'https://files.example.com/core-7.0.0.tgz',
      hashes: [{ alg: 'SHA-512', content: '0'.repeat(128) }],
    });
    const twice = {
      ...BABEL,
      origins: [...BABEL.origins, { kind: 'download', url: 'https://mirror.example.com/core.tgz' } as const],
    };
    for (const reference of named(await bom(snapshotOf([twice])), 'core')?.externalReferences ?? [])
      expect(reference).not.toHaveProperty('hashes');
  });

  it.each(SPEC_VERSIONS)('is valid CycloneDX %s', async (version) => {
    const { metadata } = await bom(SNAPSHOT, true, version);
    expect(metadata).toHaveProperty(version < '1.6' ? 'manufacture' : 'manufacturer');
  });

  it('goes into SPDX documents, which stay valid', () => {
    const two = JSON.parse([...renderSpdxJson(SNAPSHOT, { metadata: METADATA })].join('')) as {
      creationInfo: { creators: string[] };
      packages: { name: string; supplier: string; originator?: string }[];
    };
    expect(schemaProblems('test/schemas/spdx-2.3.schema.json')(two)).toEqual([]);
    expect(two.creationInfo.creators).toContain('Person: Open Source Office (ospo@acme.example)');
    const supplierOf = (name: string): string | undefined => two.packages.find((item) => item.name === name)?.supplier;
    expect(supplierOf('@babel/core')).toBe('Organization: Babel team');
    expect(supplierOf('other')).toBe('NOASSERTION');
    const three: unknown = JSON.parse([...renderSpdx3Json(SNAPSHOT, { metadata: METADATA })].join(''));
    expect(schemaProblems('test/schemas/spdx-3.0.1.schema.json')(three)).toEqual([]);
  });

  it.each([
    ['version: 1\nauthor: x', 'Unrecognized key'],
    ['version: 1\nauthors: [{ email: nobody }]', 'authors.0.email'],
    ['version: 1\nsupplier: { name: A, url: "javascript:alert(1)" }', 'supplier.url'],
    ['version: 1\nauthors: [{}]', 'a contact needs a name or an email'],
    ['a: [', 'not valid YAML'],
  ])('refuses %j', (text, message) => {
    expect(() => decodeSbomMetadata(text, 'licet.sbom.yaml')).toThrow(message);
  });

  it('has a published schema', () => {
    const published: unknown = JSON.parse(readFileSync('rules/schemas/licet-sbom-1.schema.json', 'utf8'));
    expect(published).toMatchObject(z.toJSONSchema(sbomMetadataSchema, { io: 'input' }));
  });
});
