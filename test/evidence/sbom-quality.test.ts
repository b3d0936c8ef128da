import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { SbomMetadata } from '../../src/domain/sbom-metadata.ts';
import { scoreSbom, scoreSnapshot, type SbomQuality } from '../../src/evidence/sbom-quality/score.ts';
import { renderCycloneDx } from '../../src/report/cyclonedx/render.ts';
import { renderSpdxJson } from '../../src/report/spdx/json.ts';
import { schemaProblems } from '../support/validators.ts';
import { APP, evidence, expression, firstParty, locked, snapshotOf } from '../support/sample-snapshot.ts';

const ACME = { name: 'ACME', url: ['https://acme.example'], contact: [{ email: 'ospo@acme.example' }] };

const METADATA: SbomMetadata = {
  authors: [{ name: 'OSPO', email: 'ospo@acme.example' }],
  manufacturer: ACME,
  supplier: ACME,
  license: 'CC0-1.0',
  components: [
    { package: 'pkg:npm/*', supplier: ACME, manufacturer: ACME, source: 'https://git.example.org/x', executable: false },
  ],
};

const MIT = { status: 'concluded', expression: expression('MIT'), basis: [0] } as const;

/** An application with forty packages of which everything is known that files can tell. */
function knownWell(count = 40): Snapshot {
  const packages = Array.from({ length: count }, (_, index) =>
    locked(`pkg:npm/p${index}@1.0.0`, {
      hashes: [{ algorithm: 'SHA-512', value: 'a'.repeat(128) }],
      origins: [{ kind: 'download', url: `https://files.example.com/p${index}-1.0.0.tgz` }],
      licenseEvidence: [evidence('MIT', { expression: expression('MIT') })],
      declared: { ...MIT, rule: 'declared' },
      detected: { ...MIT, rule: 'detected' },
      concluded: { ...MIT, rule: 'declared-and-detected' },
      copyrights: [{ text: 'Copyright 2020 A', location: { root: 'tree', path: 'LICENSE' } }],
    }),
  );
  const edges = packages.map(({ id }) => ({ from: APP, to: id, scope: 'runtime', sources: ['package-lock.json'] }) as const);
  const between = packages
    .slice(1)
    .map(({ id }) => ({ from: packages[0]?.id ?? '', to: id, scope: 'runtime', sources: ['package-lock.json'] }) as const);
  return snapshotOf([firstParty(APP, { version: '1.0.0' }), ...packages], { edges: [...edges, ...between] });
}

async function ofCycloneDx(snapshot: Snapshot, metadata?: SbomMetadata): Promise<SbomQuality> {
  const chunks = await renderCycloneDx(snapshot, { format: 'json', specVersion: '1.6', ...(metadata && { metadata }) });
  const quality = scoreSbom(JSON.parse([...chunks].join('')));
  if (quality === undefined) throw new Error('not scored');
  return quality;
}

const scoreOf = (quality: SbomQuality | undefined, id: string): number =>
  quality?.profiles.find((one) => one.id === id)?.score ?? -1;
const check = (quality: SbomQuality | undefined, id: string): SbomQuality['checks'][number] | undefined =>
  quality?.checks.find((one) => one.id === id);

describe('quality of an SBOM', () => {
  it('of ours reaches the profiles when its author says who made it', async () => {
    const quality = await ofCycloneDx(knownWell(), METADATA);
    expect(scoreOf(quality, 'bsi-2.1.0')).toBeGreaterThanOrEqual(9.5);
    expect(scoreOf(quality, 'cisa-2025-draft')).toBeGreaterThanOrEqual(9.5);
    expect(scoreOf(quality, 'ntia-2021')).toBeGreaterThanOrEqual(9.5);
  });

  it('is lower for every fact that is missing, and names it', async () => {
    const full = await ofCycloneDx(knownWell(), METADATA);
    const unnamed = await ofCycloneDx(knownWell());
    expect(scoreOf(unnamed, 'bsi-2.1.0')).toBeLessThan(scoreOf(full, 'bsi-2.1.0'));
    const profile = unnamed.profiles.find((one) => one.id === 'bsi-2.1.0');
    expect(profile?.gaps.slice(0, 3)).toEqual(['sbom/author-contact', 'comp/creator', 'comp/executable']);
    const { components, ...rest } = knownWell();
    const poor = components.map((component, index) => (index === 3 ? { ...component, hashes: [], origins: [] } : component));
    expect(check(await ofCycloneDx({ ...rest, components: poor }, METADATA), 'comp/deploy-hash')).toMatchObject({
      numerator: 39,
      denominator: 41,
      missing: [APP, 'pkg:npm/p2@1.0.0'],
    });
  });

  it('does not take a declaration for a conclusion', async () => {
    const { components, ...rest } = knownWell();
    const declared = components.map((component) =>
      component.firstParty ? component : { ...component, concluded: component.declared },
    );
    const quality = await ofCycloneDx({ ...rest, components: declared }, METADATA);
    expect(check(quality, 'comp/license-dist')?.numerator).toBe(0);
    expect(check(quality, 'comp/license-orig')?.numerator).toBe(40);
  });

  it('of a snapshot says what the SBOM made of it says', async () => {
    for (const metadata of [undefined, METADATA]) {
      const [document, snapshot] = [await ofCycloneDx(knownWell(), metadata), scoreSnapshot(knownWell(), metadata)];
      const figures = ({ checks }: SbomQuality): unknown[] =>
        checks
          .filter(({ id }) => !id.startsWith('sbom/format'))
          .map(({ id, numerator, denominator }) => [id, numerator, denominator]);
      expect(figures(snapshot)).toEqual(figures(document));
    }
  });

  it('reads SPDX, where nothing is said of completeness', () => {
    const quality = scoreSbom(JSON.parse([...renderSpdxJson(knownWell(), { metadata: METADATA })].join('')));
    expect(quality?.format).toEqual({ name: 'SPDX', version: '2.3' });
    expect(check(quality, 'comp/id')?.numerator).toBe(40);
    expect(check(quality, 'graph/deps')?.numerator).toBe(41);
    expect(check(quality, 'graph/completeness')?.numerator).toBe(0);
  });

  it('of a document without components is not "all of none"', () => {
    const quality = scoreSbom({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(check(quality, 'comp/name')).toMatchObject({ numerator: 0, denominator: 1 });
    expect(scoreOf(quality, 'bsi-2.1.0')).toBeLessThan(2);
  });

  it('finds references that lead nowhere and components that nobody needs', () => {
    const components = ['a', 'b'].map((name) => ({ type: 'library', name, 'bom-ref': name }));
    const dependencies = [{ ref: 'root', dependsOn: ['a'] }, { ref: 'a', dependsOn: ['gone'] }, { ref: 'b' }];
    const quality = scoreSbom({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { name: 'root', 'bom-ref': 'root' } },
      components,
      dependencies,
    });
    expect(check(quality, 'graph/deps')?.missing).toEqual(['a']);
    expect(check(quality, 'graph/coverage')?.missing).toEqual(['b']);
  });

  it('is written as its published schema says', async () => {
    const problems = schemaProblems('rules/schemas/licet-sbom-quality-1.schema.json');
    expect(problems(await ofCycloneDx(knownWell(3)))).toEqual([]);
    expect(problems(scoreSbom({ bomFormat: 'CycloneDX' }))).toEqual([]);
  });

  it('is nothing for what is no SBOM', () => {
    for (const other of [undefined, null, 1, [], {}, { bomFormat: 'x' }]) expect(scoreSbom(other)).toBeUndefined();
  });

  it('survives every wrong type, and depth', () => {
    fc.assert(
      fc.property(
        fc.object({
          key: fc.constantFrom(
            'components',
            'metadata',
            'dependencies',
            'licenses',
            'compositions',
            'tools',
            'ref',
            'packages',
            'x',
          ),
        }),
        (value) => {
          for (const head of [{ bomFormat: 'CycloneDX' }, { spdxVersion: 'SPDX-2.3' }]) {
            const quality = scoreSbom({ ...value, ...head });
            for (const { numerator, denominator } of quality?.checks ?? []) expect(numerator).toBeLessThanOrEqual(denominator);
          }
        },
      ),
      { numRuns: 200 },
    );
    let nested: object = { name: 'deepest' };
    for (let depth = 0; depth < 20_000; depth += 1) nested = { name: 'x', components: [nested] };
    expect(scoreSbom({ bomFormat: 'CycloneDX', components: [nested] })?.components).toBe(20_001);
  });
});
