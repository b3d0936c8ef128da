import { describe, expect, it } from 'vitest';
import { renderSpdxJson } from '../../src/report/spdx/json.ts';
import { renderSpdxTagValue } from '../../src/report/spdx/tag-value.ts';
import { renderSpdx3Json } from '../../src/report/spdx3/json.ts';
import { HOSTILE } from './findings/hostile.ts';
import { APP, evidence, expression, firstParty, locked, sampleSnapshot, snapshotOf } from '../support/sample-snapshot.ts';
import { schemaProblems } from '../support/validators.ts';

interface Spdx2 {
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string; readonly comment: string };
  readonly packages: readonly Readonly<Record<string, unknown>>[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relationshipType: string;
    readonly relatedSpdxElement: string;
  }[];
  readonly hasExtractedLicensingInfos?: readonly { readonly licenseId: string; readonly extractedText: string }[];
}

type Graph = readonly Readonly<Record<string, unknown>>[];

const text = (chunks: Iterable<string>): string => [...chunks].join('');
const spdx2 = (snapshot = sampleSnapshot()): Spdx2 => JSON.parse(text(renderSpdxJson(snapshot))) as Spdx2;
const graph = (snapshot = sampleSnapshot()): Graph =>
  (JSON.parse(text(renderSpdx3Json(snapshot))) as { '@graph': Graph })['@graph'];
const packageOf = ({ packages }: Spdx2, name: string): Readonly<Record<string, unknown>> | undefined =>
  packages.find((item) => item['name'] === name);

const DECLARED = { status: 'concluded', rule: 'declared', basis: [0] } as const;

/** Names, texts and paths made to break out of a format. */
function hostileSnapshot(): ReturnType<typeof snapshotOf> {
  return snapshotOf([
    firstParty(APP),
    ...Object.values(HOSTILE).map((value, index) =>
      locked(`pkg:npm/h${index}@1.0.0`, {
        name: value,
        version: value,
        description: value,
        occurrences: [{ path: value, line: 1 }],
        origins: [{ kind: 'download', url: value }],
        licenseEvidence: [evidence(value)],
        declared: { status: 'no-assertion', reason: 'unrecognised-evidence', basis: [0] },
        copyrights: [{ text: value, location: { root: 'tree', path: value } }],
      }),
    ),
  ]);
}

describe('SPDX 2.3', () => {
  const problems = schemaProblems('test/schemas/spdx-2.3.schema.json');

  it('is valid by the official schema, for every state of the domain', () => {
    expect(problems(spdx2())).toEqual([]);
    expect(problems(spdx2(hostileSnapshot()))).toEqual([]);
    expect(problems(spdx2(snapshotOf([])))).toEqual([]);
  });

  it('has ids that are unique, and relationships between them alone', () => {
    const document = spdx2();
    const ids = ['SPDXRef-DOCUMENT', ...document.packages.map((item) => String(item['SPDXID']))];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
    const ends = document.relationships.flatMap((one) => [one.spdxElementId, one.relatedSpdxElement]);
    expect(ends.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('keeps declared and concluded licenses apart', () => {
    const document = spdx2();
    expect(packageOf(document, '@babel/core')).toMatchObject({ licenseDeclared: 'MIT', licenseConcluded: 'MIT' });
    expect(packageOf(document, 'conflict')).toMatchObject({ licenseConcluded: 'NOASSERTION' });
    expect(packageOf(document, 'none')).toMatchObject({ licenseConcluded: 'NONE' });
  });

  it('carries the words of authors that are no SPDX expression as an extracted license', () => {
    const said = locked('pkg:npm/odd@1', {
      licenseEvidence: [evidence('Do what thou wilt')],
      declared: { status: 'no-assertion', reason: 'unrecognised-evidence', basis: [0] },
    });
    const document = spdx2(snapshotOf([said]));
    const [extracted] = document.hasExtractedLicensingInfos ?? [];
    expect(extracted?.extractedText).toBe('Do what thou wilt');
    expect(packageOf(document, 'odd')).toMatchObject({ licenseDeclared: extracted?.licenseId, licenseConcluded: 'NOASSERTION' });
  });

  it.each(['MIT OR LicenseRef-acme-1.0', 'DocumentRef-x:LicenseRef-y', 'MIT WITH AdditionRef-z'])(
    'defines every reference of `%s`',
    (license) => {
      const concluded = { ...DECLARED, expression: expression(license) };
      const document = spdx2(
        snapshotOf([
          locked('pkg:npm/a@1', { licenseEvidence: [evidence(license, { expression: expression(license) })], concluded }),
        ]),
      );
      const written = String(packageOf(document, 'a')?.['licenseConcluded']);
      const defined = (document.hasExtractedLicensingInfos ?? []).map((one) => one.licenseId);
      expect(written.match(/LicenseRef-[\w.-]+/g)).toEqual(defined);
      expect(written).not.toMatch(/DocumentRef|AdditionRef/);
    },
  );

  it('writes each scope with the relationship that SPDX has for it', () => {
    const edges = (['runtime', 'optional', 'peer', 'provided', 'build', 'dev', 'test', 'unknown'] as const).map((scope) => ({
      from: APP,
      to: 'pkg:npm/a@1',
      scope,
      sources: [],
    }));
    const types = spdx2(snapshotOf([firstParty(APP), locked('pkg:npm/a@1')], { edges })).relationships.map(
      (one) => `${one.spdxElementId.replace(/-[0-9a-f]{16}$/, '')} ${one.relationshipType}`,
    );
    expect(types).toEqual([
      'SPDXRef-DOCUMENT DESCRIBES',
      'SPDXRef-licet-root-shop CONTAINS',
      'SPDXRef-.-npm-shop DEPENDS_ON',
      'SPDXRef-npm-a-1 OPTIONAL_DEPENDENCY_OF',
      'SPDXRef-.-npm-shop DEPENDS_ON',
      'SPDXRef-npm-a-1 PROVIDED_DEPENDENCY_OF',
      'SPDXRef-npm-a-1 BUILD_DEPENDENCY_OF',
      'SPDXRef-npm-a-1 DEV_DEPENDENCY_OF',
      'SPDXRef-npm-a-1 TEST_DEPENDENCY_OF',
      'SPDXRef-.-npm-shop DEPENDS_ON',
    ]);
  });

  it('claims no analysis of files, and so no verification code', () => {
    for (const item of spdx2().packages) {
      expect(item['filesAnalyzed']).toBe(false);
      expect(item).not.toHaveProperty('packageVerificationCode');
    }
  });

  it('says in words that it has no time, instead of making one up', () => {
    const { time: _, ...source } = sampleSnapshot().source;
    const { creationInfo } = spdx2(snapshotOf([], { source }));
    expect(creationInfo.created).toBe('1970-01-01T00:00:00Z');
    expect(creationInfo.comment).toContain('the time of creation is not known');
  });

  it('has a namespace that follows from the content', () => {
    const other = snapshotOf([locked('pkg:npm/a@1')]);
    expect(spdx2().documentNamespace).toBe(spdx2().documentNamespace);
    expect(spdx2().documentNamespace).not.toBe(spdx2(other).documentNamespace);
  });

  it('writes tag-value whose fields text from outside cannot add to', () => {
    const tags =
      /^(SPDXVersion|DataLicense|SPDXID|Document\w+|Creator|Created|CreatorComment|Package\w+|FilesAnalyzed|ExternalRef|PrimaryPackagePurpose|License(?:ID|Name)|ExtractedText|Relationship\w*): /;
    const evil = 'x</text>\nPackageName: forged\n<text>';
    const said = locked('pkg:npm/a@1', { name: evil, description: evil, licenseEvidence: [evidence(evil)] });
    const written = text(renderSpdxTagValue(snapshotOf([said])));
    const outside = written.replaceAll(/<text>[\s\S]*?<\/text>/g, '');
    expect(outside.split('\n').filter((line) => line !== '' && !tags.test(line))).toEqual([]);
    expect(outside.match(/^PackageName: /gm)).toHaveLength(2);
    expect(text(renderSpdxTagValue(sampleSnapshot()))).toMatchSnapshot();
  });
});

describe('SPDX 3.0.1', () => {
  const problems = schemaProblems('test/schemas/spdx-3.0.1.schema.json');
  const whole = (snapshot = sampleSnapshot()): unknown => JSON.parse(text(renderSpdx3Json(snapshot)));

  it('is valid by the official schema, for every state of the domain', () => {
    expect(problems(whole())).toEqual([]);
    expect(problems(whole(hostileSnapshot()))).toEqual([]);
    expect(problems(whole(snapshotOf([])))).toEqual([]);
  });

  it('has unique ids, and refers to elements that are there', () => {
    const elements = graph();
    const ids = elements.flatMap((one) => (typeof one['spdxId'] === 'string' ? [one['spdxId']] : []));
    expect(new Set(ids).size).toBe(ids.length);
    const targets = elements.flatMap((one) => [one['from'], ...((one['to'] as unknown[] | undefined) ?? [])]);
    const known = new Set<unknown>([...ids, undefined, 'expandedlicensing_NoneLicense', 'expandedlicensing_NoAssertionLicense']);
    expect(targets.filter((id) => !known.has(id))).toEqual([]);
  });

  it('says how complete the dependencies of each component are', () => {
    const found = graph().filter((one) => one['relationshipType'] === 'dependsOn');
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(['complete', 'incomplete', 'noAssertion']).toContain(one['completeness']);
  });

  it('is the same text every time', () => {
    expect(text(renderSpdx3Json(sampleSnapshot()))).toBe(text(renderSpdx3Json(sampleSnapshot())));
    expect(text(renderSpdx3Json(sampleSnapshot()))).toMatchSnapshot();
  });
});
