import { createHash } from 'node:crypto';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { exportInventory, EXPORT_SHAPES, type ExportRequest } from '../../src/pipeline/export-inventory.ts';
import type { InventorySource } from '../../src/inventory/merge/source.ts';
import { SPEC_VERSIONS } from '../../src/report/cyclonedx/spec-version.ts';
import { APP, firstParty, locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';
import { schemaProblems } from '../support/validators.ts';

const MS = 'pkg:npm/ms@2.1.3';
const DEBUG = 'pkg:npm/debug@4.0.0';

function using(line: number): Snapshot {
  return snapshotOf([firstParty(APP), locked(DEBUG), locked(MS, { occurrences: [{ path: 'package-lock.json', line }] })], {
    edges: [
      { from: APP, to: DEBUG, scope: 'runtime', sources: ['package-lock.json'] },
      { from: DEBUG, to: MS, scope: 'runtime', sources: ['package-lock.json'] },
    ],
  });
}

const SOURCES: readonly InventorySource[] = [
  { repository: 'acme/api', team: 'core', products: ['shop'], snapshot: using(3) },
  { repository: 'acme/gone', reason: 'clone failed' },
  { repository: 'acme/sample', snapshot: sampleSnapshot() },
  { repository: 'acme/web', snapshot: using(7) },
];

async function bytes(more: Partial<ExportRequest> = {}): Promise<Buffer> {
  const parts: Buffer[] = [];
  const request: ExportRequest = {
    subject: { kind: 'organization', name: 'acme' },
    sources: SOURCES,
    format: 'cyclonedx-json',
    scanner: { name: 'licet', version: '1' },
    ...more,
  };
  for await (const chunk of exportInventory(request)) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

interface Part {
  readonly 'bom-ref': string;
  readonly purl?: string;
  readonly name: string;
  readonly version?: string;
  readonly components?: readonly Part[];
  readonly externalReferences?: readonly {
    readonly type: string;
    readonly url: string;
    readonly hashes?: readonly { content: string }[];
  }[];
  readonly evidence?: { readonly occurrences?: readonly { readonly location: string; readonly line?: number }[] };
}

interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly component: Part };
  readonly components: readonly Part[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly compositions: readonly { readonly aggregate: string; readonly assemblies?: readonly string[] }[];
}

const bom = async (more: Partial<ExportRequest> = {}): Promise<Bom> => JSON.parse(String(await bytes(more))) as Bom;
const flatten = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flatten(part.components ?? [])]);

describe('one document about many repositories', () => {
  // What merging with cyclonedx-cli is known to do wrong: repeated bom-refs, references to nothing, and a graph in pieces.
  it.each(EXPORT_SHAPES)('has no reference twice, as `%s`', async (shape) => {
    const document = await bom({ shape });
    const refs = [document.metadata.component, ...flatten(document.components)].map((part) => part['bom-ref']);
    expect(refs.filter((ref, index) => refs.indexOf(ref) !== index)).toEqual([]);
    expect(document.dependencies.map(({ ref }) => ref).toSorted()).toEqual(refs.toSorted());
  });

  it.each(EXPORT_SHAPES)('has no reference to nothing, as `%s`', async (shape) => {
    const document = await bom({ shape });
    const refs = new Set([document.metadata.component, ...flatten(document.components)].map((part) => part['bom-ref']));
    expect(document.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
  });

  it.each(['flat', 'hierarchical'] as const)(
    'leads from the root to every package that a repository uses, as `%s`',
    async (shape) => {
      const { metadata, dependencies } = await bom({ shape });
      const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
      const reached = new Set([metadata.component['bom-ref']]);
      for (const ref of reached) for (const next of needs.get(ref) ?? []) reached.add(next);
      expect(reached).toContain('acme/api#npm:shop');
      expect(reached).toContain('acme/web#npm:shop');
      expect(reached).toContain(DEBUG);
      expect(reached).toContain(MS);
    },
  );

  it('has each package once, with every place where it is used', async () => {
    const found = (await bom()).components.filter((part) => part.purl === MS);
    expect(found).toHaveLength(1);
    expect(found[0]?.evidence?.occurrences).toEqual([
      { location: 'acme/api/package-lock.json', line: 3 },
      { location: 'acme/web/package-lock.json', line: 7 },
    ]);
  });

  it('puts projects into their repository, and packages beside them', async () => {
    const { components } = await bom({ shape: 'hierarchical' });
    const api = components.find((part) => part.name === 'acme/api');
    expect(api?.components?.map((part) => part['bom-ref'])).toEqual(['acme/api#npm:shop']);
    expect(components.map((part) => part['bom-ref'])).toContain(MS);
    expect(components.map((part) => part['bom-ref'])).not.toContain('acme/api#npm:shop');
  });

  it('says that it is incomplete when a repository could not be looked at', async () => {
    const { compositions } = await bom();
    expect(compositions.find(({ assemblies }) => assemblies !== undefined)?.aggregate).toBe('incomplete');
  });

  it('links to documents that are what the export of one repository is', async () => {
    const document = await bom({ shape: 'linked' });
    expect(document.components.map((part) => part.name)).toEqual(['acme/api', 'acme/gone', 'acme/sample', 'acme/web']);
    for (const source of SOURCES) {
      const link = document.components
        .find((part) => part.name === source.repository)
        ?.externalReferences?.find((reference) => reference.type === 'bom');
      if (source.snapshot === undefined) {
        expect(link).toBeUndefined();
        continue;
      }
      const one = await bytes({ subject: { kind: 'repository', name: source.repository }, sources: [source] });
      const { serialNumber, metadata } = JSON.parse(String(one)) as Bom;
      const ref = encodeURIComponent(metadata.component['bom-ref']);
      expect(link?.url).toBe(`urn:cdx:${serialNumber.replace('urn:uuid:', '')}/1#${ref}`);
      expect(link?.hashes?.[0]?.content).toBe(createHash('sha256').update(one).digest('hex'));
    }
  });

  it.each(SPEC_VERSIONS.flatMap((version) => EXPORT_SHAPES.map((shape) => [version, shape] as const)))(
    'is valid CycloneDX %s as `%s`, in JSON and XML',
    async (specVersion, shape) => {
      // Written only when the official schema accepts it.
      expect((await bytes({ specVersion, shape })).length).toBeGreaterThan(1000);
      expect(String(await bytes({ specVersion, shape, format: 'cyclonedx-xml' }))).toContain(
        `http://cyclonedx.org/schema/bom/${specVersion}`,
      );
    },
  );

  it('is valid SPDX', async () => {
    for (const shape of ['flat', 'hierarchical'] as const) {
      const two: unknown = JSON.parse(String(await bytes({ format: 'spdx-json', shape })));
      expect(schemaProblems('test/schemas/spdx-2.3.schema.json')(two)).toEqual([]);
      const three: unknown = JSON.parse(String(await bytes({ format: 'spdx3-json', shape })));
      expect(schemaProblems('test/schemas/spdx-3.0.1.schema.json')(three)).toEqual([]);
    }
    await expect(bytes({ format: 'spdx-json', shape: 'linked' })).rejects.toThrow('has no shape `linked`');
  });

  it('is the same, byte for byte, from the same snapshots', async () => {
    for (const format of ['cyclonedx-json', 'spdx-tag-value', 'csv', 'xlsx', 'parquet'] as const) {
      expect((await bytes({ format })).equals(await bytes({ format }))).toBe(true);
    }
  });
});

describe('the inventory as a table', () => {
  it('has one row per package and repository, and one for a repository that was not scanned', async () => {
    const csv = String(await bytes({ format: 'csv' })).split('\r\n');
    expect(csv[0]).toMatch(/^repository,team,products,criticality,distribution,commit,kind,ecosystem,name,/);
    expect(csv.filter((line) => line.includes(MS)).map((line) => line.split(',')[0])).toEqual(['acme/api', 'acme/web']);
    expect(csv.find((line) => line.startsWith('acme/gone'))).toMatch(/,not scanned,.*,clone failed$/);
  });

  it('says the same as Parquet', async () => {
    const file = await bytes({ format: 'parquet' });
    const rows = await parquetReadObjects({
      file: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
    });
    const csv = String(await bytes({ format: 'csv' }))
      .trimEnd()
      .split('\r\n');
    expect(rows).toHaveLength(csv.length - 1);
    expect(rows.filter((row) => row['purl'] === MS)).toEqual([
      expect.objectContaining({ repository: 'acme/api', team: 'core', license_status: 'package-not-on-disk' }),
      expect.objectContaining({ repository: 'acme/web', team: '' }),
    ]);
  });
});
