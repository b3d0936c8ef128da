import { expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import { standardLicenseText } from '../../src/io/standard-license-texts.ts';
import { readSbomText } from '../support/read-sbom-text.ts';

const MIT = `Copyright (c) 2020 Jane Roe\n\n${standardLicenseText('MIT') ?? ''}`;
const ISC = standardLicenseText('ISC') ?? '';
const OURS = 'You may look at this on Mondays. All other rights are reserved to Acme.';

interface Read {
  readonly components: readonly Component[];
  readonly lost: Readonly<Record<string, number>>;
}

async function read(document: object): Promise<Read> {
  const result = await readSbomText(JSON.stringify(document));
  if (result.snapshot === undefined) throw new Error('not read');
  const lost = Object.fromEntries(result.lost.map(({ what, count }) => [what, count]));
  return { components: result.snapshot.components.filter(({ firstParty }) => !firstParty), lost };
}

function shown({ components }: Read): Record<string, unknown> {
  return Object.fromEntries(
    components.map(({ name, declared, concluded, licenseEvidence }) => [
      name,
      [
        declared.status === 'concluded' ? declared.expression : declared.status,
        concluded.status === 'concluded' ? concluded.expression : concluded.status,
        licenseEvidence.map(({ role, method, raw }) => `${role} ${method} ${raw.replace(/sha256:\w+/, 'sha256:…')}`),
      ],
    ]),
  );
}

it('names the texts of a CycloneDX document that come with a strange name, in base64, or without any', async () => {
  const component = (name: string, licenses: readonly object[]): object => ({ type: 'library', name, version: '1', licenses });
  const base64 = { content: Buffer.from(ISC).toString('base64'), encoding: 'base64' };
  const result = await read({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      component('named', [{ license: { name: 'The usual terms', text: { content: MIT } } }]),
      component('alone', [{ license: { text: base64 } }]),
      component('both', [{ license: { text: { content: MIT } } }, { license: { text: base64 } }]),
      component('ours', [{ license: { text: { content: OURS } } }]),
      component('known', [{ license: { id: 'Zlib', text: { content: MIT } } }]),
    ],
  });
  expect(shown(result)).toEqual({
    named: ['MIT', 'MIT', ['declared sbom The usual terms', 'detected license-text text:MIT in the SBOM']],
    alone: ['ISC', 'ISC', ['declared sbom text without a name sha256:…', 'detected license-text text:ISC in the SBOM']],
    both: expect.arrayContaining([
      expect.arrayContaining([
        'detected license-text text:MIT in the SBOM',
        'detected license-text text:ISC in the SBOM',
      ]) as unknown,
    ]) as unknown,
    ours: ['no-assertion', 'no-assertion', ['declared sbom text without a name sha256:…']],
    known: ['Zlib', 'Zlib', ['declared sbom Zlib']],
  });
  expect(result.lost).toEqual({ 'license texts that nobody could name': 1 });
});

it('reads the extracted texts of SPDX for the references that stand for them', async () => {
  const result = await read({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'doc',
    documentNamespace: 'urn:doc',
    creationInfo: { created: '2024-01-01T00:00:00Z', creators: ['Tool: t-1'] },
    packages: ['LicenseRef-a', 'Apache-2.0 OR LicenseRef-b', 'LicenseRef-c', 'LicenseRef-short'].map(
      (licenseDeclared, number) => ({
        SPDXID: `SPDXRef-${number}`,
        name: `p${number}`,
        versionInfo: '1',
        licenseDeclared,
      }),
    ),
    hasExtractedLicensingInfos: [
      { licenseId: 'LicenseRef-a', extractedText: MIT },
      { licenseId: 'LicenseRef-b', extractedText: ISC },
      { licenseId: 'LicenseRef-c', extractedText: OURS },
      { licenseId: 'LicenseRef-short', extractedText: 'BSD License' },
    ],
  });
  expect(shown(result)).toEqual({
    p0: ['MIT', 'MIT', ['declared sbom LicenseRef-a', 'detected license-text text:MIT in the SBOM']],
    p1: [
      'Apache-2.0 OR ISC',
      'Apache-2.0 OR ISC',
      ['declared sbom Apache-2.0 OR LicenseRef-b', 'detected license-text text:ISC in the SBOM'],
    ],
    p2: ['LicenseRef-c', 'LicenseRef-c', ['declared sbom LicenseRef-c']],
    p3: ['LicenseRef-short', 'LicenseRef-short', ['declared sbom LicenseRef-short']],
  });
  expect(result.lost).toEqual({ 'license texts that nobody could name': 2 });
});
