import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSnapshot, renderSnapshot } from '../../src/report/snapshot.ts';
import { damageText } from '../support/damage-text.ts';
import { digestOf, readSbomText, snapshotOf } from '../support/read-sbom-text.ts';

const cycloneDx = (more: object): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { 'bom-ref': 'root', type: 'application', name: 'shop', version: '1.0.0' } },
  ...more,
});

const spdx = (more: object): object => ({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'shop',
  creationInfo: { created: '2026-01-02T03:04:05Z', creators: ['Tool: maker-1.2.3'] },
  ...more,
});

const spdxPackage = (id: string, more: object = {}): object => ({
  SPDXID: `SPDXRef-${id}`,
  name: id,
  versionInfo: '1.0.0',
  externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: `pkg:npm/${id}@1.0.0` }],
  ...more,
});

const related = (from: string, type: string, to: string): object => ({
  spdxElementId: `SPDXRef-${from}`,
  relationshipType: type,
  relatedSpdxElement: `SPDXRef-${to}`,
});

const library = (name: string, more: object = {}): object => ({
  type: 'library',
  'bom-ref': name,
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  ...more,
});

describe('CycloneDX', () => {
  it('keeps apart what is declared, concluded and found', async () => {
    const { components } = await snapshotOf(
      cycloneDx({
        components: [
          library('a', {
            licenses: [
              { license: { id: 'MIT', acknowledgement: 'declared' } },
              { license: { id: 'GPL-2.0-only', acknowledgement: 'concluded' } },
            ],
            evidence: { licenses: [{ license: { id: 'ISC' } }] },
          }),
        ],
      }),
    );
    const component = components.find((item) => !item.firstParty);
    expect(component?.declared).toMatchObject({ status: 'concluded', expression: 'MIT' });
    expect(component?.detected).toMatchObject({ status: 'concluded', expression: 'ISC' });
    expect(component?.concluded).toMatchObject({ status: 'concluded', expression: 'GPL-2.0-only', rule: 'stated' });
    expect(component?.licenseEvidence.map((item) => [item.role, item.raw])).toEqual([
      ['declared', 'MIT'],
      ['detected', 'ISC'],
      ['detected', 'GPL-2.0-only'],
    ]);
  });

  it('joins several ids as the ecosystem does, and not at all where it says nothing', async () => {
    const licenses = [{ license: { id: 'MIT' } }, { license: { id: 'Apache-2.0' } }];
    const { components } = await snapshotOf(
      cycloneDx({
        components: [library('a', { licenses }), library('b', { licenses, purl: 'pkg:maven/org.b/b@1.0.0', group: 'org.b' })],
      }),
    );
    expect(
      components.map(({ id, name, concluded }) => [
        id,
        name,
        concluded.status === 'concluded' ? concluded.expression : concluded,
      ]),
    ).toMatchInlineSnapshot(`
      [
        [
          ".#sbom:shop",
          "shop",
          {
            "reason": "package-not-on-disk",
            "status": "no-assertion",
          },
        ],
        [
          "pkg:maven/org.b/b@1.0.0",
          "org.b:b",
          "MIT OR Apache-2.0",
        ],
        [
          "pkg:npm/a@1.0.0",
          "a",
          {
            "basis": [
              0,
            ],
            "reason": "ambiguous-list",
            "status": "no-assertion",
          },
        ],
      ]
    `);
  });

  it('reads scopes, and gives a component that nothing leads to the root as its user', async () => {
    const document = cycloneDx({
      components: [
        library('a', { scope: 'required' }),
        library('b', { scope: 'optional' }),
        library('c', { scope: 'excluded' }),
        library('d'),
        library('lost'),
      ],
      dependencies: [
        { ref: 'root', dependsOn: ['a', 'b', 'c'] },
        { ref: 'a', dependsOn: ['d', 'a', 'nowhere'] },
        { ref: 'd', dependsOn: ['a'] },
      ],
    });
    const read = await readSbomText(document);
    expect(read.snapshot === undefined ? [] : digestOf(read.snapshot)).toMatchInlineSnapshot(`
      [
        "project .#sbom:shop 1.0.0",
        ".#sbom:shop |  | no-assertion, declared no-assertion | bom:6",
        "pkg:npm/a@1.0.0 | .#sbom:shop runtime direct | no-assertion, declared no-assertion | bom:13",
        "pkg:npm/b@1.0.0 | .#sbom:shop optional direct | no-assertion, declared no-assertion | bom:21",
        "pkg:npm/c@1.0.0 | .#sbom:shop dev direct | no-assertion, declared no-assertion | bom:29",
        "pkg:npm/d@1.0.0 | .#sbom:shop runtime | no-assertion, declared no-assertion | bom:37",
        "pkg:npm/lost@1.0.0 | .#sbom:shop runtime | no-assertion, declared no-assertion | bom:44",
        ".#sbom:shop -> pkg:npm/a@1.0.0 runtime",
        ".#sbom:shop -> pkg:npm/b@1.0.0 optional",
        ".#sbom:shop -> pkg:npm/c@1.0.0 dev",
        "pkg:npm/a@1.0.0 -> pkg:npm/d@1.0.0 runtime",
        "pkg:npm/d@1.0.0 -> pkg:npm/a@1.0.0 runtime",
      ]
    `);
    expect(read.snapshot === undefined ? [] : read.lost).toEqual([
      { what: 'dependencies of or on components that are not there', count: 1, example: 'a → nowhere' },
    ]);
  });

  it('walks nested components without recursion and keeps their lines', async () => {
    const open = (level: number): string => `${JSON.stringify(library(`l${level}`)).slice(0, -1)},\n"components":[`;
    const opened = Array.from({ length: 10_000 }, (_, level) => open(level)).toReversed();
    const nested = `${opened.join('')}${JSON.stringify(library('deepest'))}${']}'.repeat(10_000)}`;
    const text = JSON.stringify(cycloneDx({ components: ['HERE'] })).replace('"HERE"', nested);
    const { components } = await snapshotOf(text);
    expect(components).toHaveLength(10_002);
    const deepest = components.find((component) => component.name === 'deepest');
    expect(deepest?.occurrences).toEqual([{ path: 'bom', line: 10_001 }]);
    expect(deepest?.bundledIn).toEqual(['pkg:npm/l0@1.0.0']);
  });

  it('takes the same document with other keys first, in pieces, and with a byte order mark', async () => {
    const document = cycloneDx({ components: [library('ä', { description: 'ü "quoted" \\ {[' })] });
    const plain = JSON.stringify(document);
    const turned = JSON.stringify(Object.fromEntries(Object.entries(document).toReversed()));
    const expected = digestOf(await snapshotOf(plain));
    expect(digestOf(await snapshotOf(turned))).toEqual(expected);
    expect(digestOf(await snapshotOf(`\ufeff${plain}`))).toEqual(expected);
    expect(digestOf(await snapshotOf(new Uint8Array(Buffer.from(`\ufeff${plain}`, 'utf16le'))))).toEqual(expected);
    expect(digestOf(await snapshotOf(new Uint8Array(Buffer.from(plain, 'utf16le'))))).toEqual(expected);
    expect(digestOf(await snapshotOf(new Uint8Array(Buffer.from(plain, 'utf16le').swap16())))).toEqual(expected);
    for (const size of [1, 2, 3, 7, 64]) {
      const { snapshot } = await readSbomText(plain, size);
      expect(snapshot === undefined ? [] : digestOf(snapshot)).toEqual(expected);
    }
  });

  it('counts what an inventory has no place for, and says that a document calls itself incomplete', async () => {
    const read = await readSbomText(
      cycloneDx({
        components: [
          library('a', { hashes: [{ alg: 'Streebog-256', content: 'ab' }], copyright: '(c) A', pedigree: {} }),
          { type: 'operating-system', name: 'debian', version: '12' },
          { type: 'library' },
          library('a', { version: '2.0.0', purl: 'pkg:npm/a@2.0.0' }),
          library('x', { purl: 'not a purl' }),
          'no component',
        ],
        services: [{ name: 'api' }],
        vulnerabilities: [{ id: 'CVE-1' }, { id: 'CVE-2' }],
        compositions: [{ aggregate: 'incomplete', assemblies: ['root'] }],
        'x-own': true,
      }),
    );
    if (read.snapshot === undefined) throw new Error('not read');
    expect(read.lost.map(({ what, count, example }) => `${what}: ${count}, ${example}`)).toMatchInlineSnapshot(`
      [
        "\`copyright\` of components: 1, a",
        "\`pedigree\` of components: 1, a",
        "components of type operating-system: 1, debian",
        "components under a reference that stands twice; nothing says which one is meant: 1, a",
        "components without a name: 2, #2",
        "hashes of another algorithm or form: 1, Streebog-256: ab",
        "package URLs that are not valid: 1, not a purl",
        "services: 1, api",
        "vulnerabilities: 2, CVE-1",
        "x-own: 1, ",
      ]
    `);
    expect(read.snapshot.components.map((component) => component.id)).toEqual([
      '.#sbom:shop',
      'pkg:npm/a@1.0.0',
      'pkg:npm/a@2.0.0',
      'sbom:x@1.0.0',
    ]);
    expect(read.snapshot.diagnostics.map((item) => item.code)).toEqual(['sbom-incomplete', 'sbom-content-unused']);
  });
});

describe('XML', () => {
  it('is read as its JSON form, with prefixes, CDATA and entities that stay unread', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE b:bom [<!ENTITY big "aaaa"> <!ENTITY f SYSTEM "file:///etc/passwd">]>
<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.4" version="1">
  <b:metadata><b:component type="application" bom-ref="root"><b:name>shop</b:name></b:component></b:metadata>
  <b:components>
    <b:component type="library" bom-ref="a">
      <b:name>a</b:name><b:version>1.0.0</b:version><b:description>&f;<![CDATA[<b>]]></b:description>
      <b:licenses><b:license><b:id>MIT</b:id></b:license></b:licenses>
      <b:purl>pkg:npm/a@1.0.0</b:purl>
      <b:components><b:component type="library" bom-ref="in"><b:name>in</b:name><b:purl>pkg:npm/in@2</b:purl></b:component></b:components>
    </b:component>
  </b:components>
  <b:dependencies><b:dependency ref="root"><b:dependency ref="a"/></b:dependency></b:dependencies>
</b:bom>`;
    const snapshot = await snapshotOf(new Uint8Array(Buffer.from(text, 'latin1')));
    expect(digestOf(snapshot)).toMatchInlineSnapshot(`
      [
        "project .#sbom:shop",
        ".#sbom:shop |  | no-assertion, declared no-assertion | bom:4",
        "pkg:npm/a@1.0.0 | .#sbom:shop runtime direct | MIT (declared), declared MIT | bom:6",
        "pkg:npm/in@2 | .#sbom:shop runtime | no-assertion, declared no-assertion | bom:10",
        ".#sbom:shop -> pkg:npm/a@1.0.0 runtime",
      ]
    `);
    expect(snapshot.components.find((item) => item.name === 'a')?.description).toBe('&f;<b>');
  });
});

describe('SPDX 2', () => {
  it('reads each kind of dependency in its direction and scope', async () => {
    const kinds = ['DEV', 'TEST', 'OPTIONAL', 'PROVIDED', 'BUILD', 'RUNTIME'];
    const document = spdx({
      documentDescribes: ['SPDXRef-shop'],
      packages: [spdxPackage('shop'), ...['a', 'b', ...kinds.map((kind) => kind.toLowerCase())].map((id) => spdxPackage(id))],
      relationships: [
        related('shop', 'DEPENDS_ON', 'a'),
        related('b', 'DEPENDENCY_OF', 'a'),
        ...kinds.map((kind) => related(kind.toLowerCase(), `${kind}_DEPENDENCY_OF`, 'shop')),
        related('a', 'PATCH_FOR', 'b'),
        related('a', 'DEPENDS_ON', 'gone'),
        { spdxElementId: 'SPDXRef-a', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'NONE' },
      ],
    });
    const read = await readSbomText(document);
    if (read.snapshot === undefined) throw new Error('not read');
    expect(digestOf(read.snapshot)).toMatchInlineSnapshot(`
      [
        "project .#npm:shop 1.0.0",
        ".#npm:shop |  | no-assertion, declared no-assertion | bom:15",
        "pkg:npm/a@1.0.0 | .#npm:shop unknown direct | no-assertion, declared no-assertion | bom:27",
        "pkg:npm/b@1.0.0 | .#npm:shop unknown | no-assertion, declared no-assertion | bom:39",
        "pkg:npm/build@1.0.0 | .#npm:shop build direct | no-assertion, declared no-assertion | bom:99",
        "pkg:npm/dev@1.0.0 | .#npm:shop dev direct | no-assertion, declared no-assertion | bom:51",
        "pkg:npm/optional@1.0.0 | .#npm:shop optional direct | no-assertion, declared no-assertion | bom:75",
        "pkg:npm/provided@1.0.0 | .#npm:shop provided direct | no-assertion, declared no-assertion | bom:87",
        "pkg:npm/runtime@1.0.0 | .#npm:shop runtime direct | no-assertion, declared no-assertion | bom:111",
        "pkg:npm/test@1.0.0 | .#npm:shop test direct | no-assertion, declared no-assertion | bom:63",
        ".#npm:shop -> pkg:npm/a@1.0.0 unknown",
        ".#npm:shop -> pkg:npm/build@1.0.0 build",
        ".#npm:shop -> pkg:npm/dev@1.0.0 dev",
        ".#npm:shop -> pkg:npm/optional@1.0.0 optional",
        ".#npm:shop -> pkg:npm/provided@1.0.0 provided",
        ".#npm:shop -> pkg:npm/runtime@1.0.0 runtime",
        ".#npm:shop -> pkg:npm/test@1.0.0 test",
        "pkg:npm/a@1.0.0 -> pkg:npm/b@1.0.0 unknown",
      ]
    `);
    expect(read.lost.map((item) => item.what)).toEqual([
      'relationships PATCH_FOR',
      'relationships with elements that are not there',
    ]);
    expect(read.snapshot.source.config).toEqual({ sbom: 'spdx-json 2.3', 'sbom.tools': 'maker 1.2.3' });
  });

  it('tells NONE from NOASSERTION, and both from a reference', async () => {
    const { components } = await snapshotOf(
      spdx({
        packages: [
          spdxPackage('none', { licenseDeclared: 'NONE' }),
          spdxPackage('nothing', { licenseDeclared: 'NOASSERTION', licenseConcluded: 'NOASSERTION' }),
          spdxPackage('own', { licenseDeclared: 'LicenseRef-own AND MIT', licenseConcluded: 'NOASSERTION' }),
          spdxPackage('other', { licenseDeclared: 'MIT', licenseConcluded: 'Apache-2.0' }),
        ],
        hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-own', extractedText: 'Do as you like.' }],
      }),
    );
    expect(components.map(({ name, declared, concluded }) => [name, declared, concluded])).toMatchInlineSnapshot(`
      [
        [
          "none",
          {
            "basis": [
              0,
            ],
            "status": "none",
          },
          {
            "basis": [
              0,
            ],
            "status": "none",
          },
        ],
        [
          "nothing",
          {
            "reason": "package-not-on-disk",
            "status": "no-assertion",
          },
          {
            "reason": "package-not-on-disk",
            "status": "no-assertion",
          },
        ],
        [
          "other",
          {
            "basis": [
              0,
            ],
            "expression": "MIT",
            "rule": "declared",
            "status": "concluded",
          },
          {
            "basis": [
              1,
            ],
            "expression": "Apache-2.0",
            "rule": "stated",
            "status": "concluded",
          },
        ],
        [
          "own",
          {
            "basis": [
              0,
            ],
            "expression": "LicenseRef-own AND MIT",
            "rule": "declared",
            "status": "concluded",
          },
          {
            "basis": [
              0,
            ],
            "expression": "LicenseRef-own AND MIT",
            "rule": "declared",
            "status": "concluded",
          },
        ],
      ]
    `);
  });

  it('unwraps the export of a dependency graph', async () => {
    const sbom = spdx({ packages: [spdxPackage('a')], relationships: [related('DOCUMENT', 'DESCRIBES', 'a')] });
    expect(digestOf(await snapshotOf({ sbom }))).toEqual(
      digestOf(await snapshotOf(JSON.stringify(sbom, null, 2))).map((line) => line.replaceAll('bom:12', 'bom:13')),
    );
  });

  it('takes the packages that trivy makes of lockfiles for what holds the others', async () => {
    const snapshot = await snapshotOf(
      spdx({
        packages: [
          { SPDXID: 'SPDXRef-Filesystem', name: 'repo' },
          { SPDXID: 'SPDXRef-Application', name: 'package-lock.json', licenseDeclared: 'NOASSERTION' },
          spdxPackage('a', { licenseDeclared: 'MIT' }),
        ],
        relationships: [
          related('DOCUMENT', 'DESCRIBES', 'Filesystem'),
          related('Filesystem', 'CONTAINS', 'Application'),
          related('Application', 'CONTAINS', 'a'),
        ],
      }),
    );
    expect(digestOf(snapshot)).toMatchInlineSnapshot(`
      [
        "project .#sbom:package-lock.json",
        "project .#sbom:repo",
        ".#sbom:package-lock.json | .#sbom:repo unknown | no-assertion, declared no-assertion | bom:16",
        ".#sbom:repo |  | no-assertion, declared no-assertion | bom:12",
        "pkg:npm/a@1.0.0 | .#sbom:package-lock.json unknown | MIT (declared), declared MIT | bom:21",
      ]
    `);
  });
});

describe('SPDX tag-value', () => {
  it('is read as its JSON form, with texts over several lines', async () => {
    const snapshot = await snapshotOf(
      [
        'SPDXVersion: SPDX-2.2',
        'DataLicense: CC0-1.0',
        'SPDXID: SPDXRef-DOCUMENT',
        'DocumentName: shop',
        '# a comment',
        'Creator: Tool: maker-1.0',
        'PackageName: a',
        'SPDXID: SPDXRef-a',
        'PackageVersion: 1.0.0',
        'PackageChecksum: SHA1: 85ED0817AF83A24AD8DA68C2B5094DE69833983C',
        'ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0.0',
        'PackageDownloadLocation: git+https://example.com/a.git@v1#sub',
        'PackageDescription: <text>one',
        'PackageLicenseDeclared: GPL-3.0-only',
        'two</text>',
        'PackageLicenseDeclared: MIT',
        'Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\r',
      ].join('\n'),
    );
    expect(snapshot.components).toMatchObject([
      {
        id: '.#npm:a',
        description: 'one\nPackageLicenseDeclared: GPL-3.0-only\ntwo',
        hashes: [{ algorithm: 'SHA-1', value: '85ed0817af83a24ad8da68c2b5094de69833983c' }],
        origins: [{ kind: 'vcs', url: 'https://example.com/a.git', revision: 'v1' }],
        declared: { expression: 'MIT' },
        occurrences: [{ path: 'bom', line: 7 }],
      },
    ]);
  });
});

describe('SPDX 3', () => {
  it('reads packages, scoped relationships and license elements in any order', async () => {
    const id = (name: string): string => `https://acme.example/doc#${name}`;
    const relationship = (from: string, type: string, to: readonly string[], more: object = {}): object => ({
      type: 'Relationship',
      spdxId: id(`rel-${from}-${type}`),
      from: id(from),
      relationshipType: type,
      to,
      ...more,
    });
    const element = (type: string, name: string, more: object): object => ({ type, spdxId: id(name), ...more });
    const software = (name: string): object =>
      element('software_Package', name, {
        name,
        software_packageVersion: '1.0.0',
        software_packageUrl: `pkg:npm/${name}@1.0.0`,
        verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: 'a'.repeat(64) }],
      });
    const document = {
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        relationship('shop', 'dependsOn', [id('a'), id('b')], { type: 'LifecycleScopedRelationship', scope: 'runtime' }),
        relationship('shop', 'dependsOn', [id('c')], { type: 'LifecycleScopedRelationship', scope: 'test' }),
        relationship('a', 'hasDeclaredLicense', [id('either')]),
        relationship('a', 'hasConcludedLicense', ['https://spdx.org/licenses/MIT']),
        relationship('b', 'hasDeclaredLicense', [id('simple')]),
        relationship('c', 'hasDeclaredLicense', ['https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense']),
        { type: 'CreationInfo', '@id': '_:creationinfo', created: '2026-01-02T03:04:05Z', specVersion: '3.0.1' },
        element('SpdxDocument', 'document', { rootElement: [id('sbom')], name: 'doc' }),
        element('software_Sbom', 'sbom', { rootElement: [id('shop')] }),
        ...['shop', 'a', 'b', 'c'].map(software),
        element('simplelicensing_LicenseExpression', 'simple', { simplelicensing_licenseExpression: 'ISC OR MIT' }),
        element('expandedlicensing_DisjunctiveLicenseSet', 'either', { expandedlicensing_member: [id('both'), id('later')] }),
        element('expandedlicensing_ConjunctiveLicenseSet', 'both', {
          expandedlicensing_member: ['https://spdx.org/licenses/MIT', id('custom')],
        }),
        element('expandedlicensing_OrLaterOperator', 'later', {
          expandedlicensing_subjectLicense: 'https://spdx.org/licenses/EUPL-1.1',
        }),
        element('expandedlicensing_CustomLicense', 'custom', { name: 'Ours', simplelicensing_licenseText: 'text' }),
        element('software_File', 'file', { name: 'README' }),
      ],
    };
    const read = await readSbomText(document);
    if (read.snapshot === undefined) throw new Error(JSON.stringify(read.diagnostics));
    expect(read.format).toBe('spdx3-json');
    expect(digestOf(read.snapshot)).toMatchInlineSnapshot(`
      [
        "project .#npm:shop 1.0.0",
        ".#npm:shop |  | no-assertion, declared no-assertion | bom:82",
        "pkg:npm/a@1.0.0 | .#npm:shop runtime direct | MIT (stated), declared MIT AND LicenseRef-custom OR EUPL-1.1+ | bom:96",
        "pkg:npm/b@1.0.0 | .#npm:shop runtime direct | ISC OR MIT (declared), declared ISC OR MIT | bom:110",
        "pkg:npm/c@1.0.0 | .#npm:shop test direct | none, declared none | bom:124",
        ".#npm:shop -> pkg:npm/a@1.0.0 runtime",
        ".#npm:shop -> pkg:npm/b@1.0.0 runtime",
        ".#npm:shop -> pkg:npm/c@1.0.0 test",
      ]
    `);
    expect(read.snapshot.components.find((item) => item.name === 'a')?.declared).toMatchObject({
      expression: 'MIT AND LicenseRef-custom OR EUPL-1.1+',
    });
    expect(read.lost).toEqual([{ what: 'elements software_File', count: 1, example: 'README' }]);
  });

  it('ends on license elements that hold each other', async () => {
    const read = await readSbomText({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'software_Package', spdxId: 'p', name: 'p' },
        { type: 'Relationship', from: 'p', relationshipType: 'hasDeclaredLicense', to: ['a'] },
        { type: 'expandedlicensing_ConjunctiveLicenseSet', spdxId: 'a', expandedlicensing_member: ['b', 'b'] },
        { type: 'expandedlicensing_ConjunctiveLicenseSet', spdxId: 'b', expandedlicensing_member: ['a', 'a'] },
      ],
    });
    expect(read.snapshot?.components).toHaveLength(1);
  });
});

describe('what is no SBOM', () => {
  it.each([
    ['', 'sbom-unparsable'],
    ['   \n', 'sbom-unparsable'],
    ['{"a": 1}', 'sbom-format-unknown'],
    ['[]', 'sbom-unparsable'],
    ['hello world', 'sbom-format-unknown'],
    ['<html></html>', 'sbom-format-unknown'],
    ['<bom xmlns="http://example.com/other"></bom>', 'sbom-format-unknown'],
    ['{"bomFormat": "CycloneDX", "components": [}', 'sbom-unparsable'],
    ['{"bomFormat": "CycloneDX"} {}', 'sbom-unparsable'],
    ['{"spdxVersion": "SPDX-1.2", "packages": []}', 'sbom-format-unknown'],
    ['SPDXVersion: SPDX-2.3\nPackageName: a\nno tag\n', 'sbom-unparsable'],
    ['SPDXVersion: SPDX-2.3\nPackageDescription: <text>endless\n', 'sbom-unparsable'],
    [
      '{"schema": {"url": "https://raw.githubusercontent.com/anchore/syft/main/schema.json"}, "artifacts": []}',
      'sbom-format-unknown',
    ],
  ])('%s', async (text, code) => {
    const { diagnostics = [] } = await readSbomText(text);
    expect(diagnostics.map((item) => [item.code, item.path])).toEqual([[code, 'bom']]);
  });

  it('says where a document is cut off, wherever that is', async () => {
    const text = readFileSync('fixtures/sbom/npm/bom.cdx.json', 'utf8').trimEnd();
    for (let end = 0; end < text.length; end += 97) {
      const { diagnostics } = await readSbomText(text.slice(0, end));
      expect(diagnostics?.[0]?.code, `at ${end}`).toBe('sbom-unparsable');
    }
  });

  it('never throws, and what it reads is always a valid snapshot', async () => {
    const files = ['npm/bom.spdx.json', 'syft/bom.spdx', 'cyclonedx-npm/bom.cdx.json', 'cyclonedx-npm/bom.cdx.xml'];
    const texts = files.map((file) => readFileSync(`fixtures/sbom/${file}`, 'utf8'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), fc.boolean(), async (text, seed, twice) => {
        const once = damageText(text, seed);
        const { snapshot, diagnostics } = await readSbomText(twice ? damageText(once, seed + 1) : once);
        if (snapshot === undefined) expect(diagnostics).not.toEqual([]);
        else expect((await parseSnapshot([...renderSnapshot(snapshot)].join(''))).problems).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it('never throws on JSON of any shape', async () => {
    const keys = fc.constantFrom(
      'components',
      'dependencies',
      'packages',
      'relationships',
      'metadata',
      '@graph',
      'sbom',
      'bomFormat',
    );
    const value = fc.oneof(fc.jsonValue(), fc.constant('CycloneDX'), fc.constant([null, 1, 'x', [], { name: {}, licenses: {} }]));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(keys, value), async (document) => {
        const { snapshot, diagnostics } = await readSbomText({ ...document, bomFormat: 'CycloneDX', spdxVersion: 'SPDX-2.3' });
        expect(snapshot ?? diagnostics).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});
