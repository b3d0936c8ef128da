import { parsePurl } from '../../domain/purl.ts';
import { toExpression } from '../../domain/spdx-expression.ts';
import type { ScoredComponent, ScoredDocument } from './subject.ts';

/** The share of a document that has an element, and the components that lack it. */
export interface Measured {
  readonly numerator: number;
  readonly denominator: number;
  readonly missing: readonly string[];
  readonly note?: string;
}

export interface ElementCheck {
  /** As in the rule pack `sbom-elements`. */
  readonly id: string;
  readonly title: string;
  readonly measure: (document: ScoredDocument) => Measured;
}

const STRONG = new Set([
  'SHA-256',
  'SHA-384',
  'SHA-512',
  'SHA3-256',
  'SHA3-384',
  'SHA3-512',
  'BLAKE2b-256',
  'BLAKE2b-384',
  'BLAKE2b-512',
  'BLAKE3',
]);

/** Every element that a document alone can be checked for. */
export const CHECKS: readonly ElementCheck[] = [
  whole('sbom/author', 'who made the SBOM', ({ authors }) => authors.some((author) => author.isNamed)),
  whole('sbom/author-contact', 'who made the SBOM, with a mail address or URL', ({ authors }) =>
    authors.some((author) => author.isReachable),
  ),
  whole('sbom/timestamp', 'when it was made', ({ timestamp }) => isTime(timestamp)),
  whole('sbom/tool', 'which tool made it, with version', ({ tools }) =>
    tools.some(({ name, version }) => filled(name) && filled(version)),
  ),
  whole('sbom/context', 'in which phase it was made', ({ context }) => context.length > 0),
  whole('sbom/uri', 'an identity of its own', ({ identity }) => filled(identity)),
  whole('sbom/format', 'a format that is in use', ({ format }) => format.name !== 'licet-snapshot' && format.version !== ''),
  whole('sbom/format-bsi', 'CycloneDX 1.6, SPDX 3.0.1 or later', ({ format }) =>
    format.name === 'CycloneDX' ? atLeast(format.version, [1, 6]) : format.name === 'SPDX' && atLeast(format.version, [3, 0]),
  ),
  whole('sbom/no-vuln', 'no vulnerabilities inside', ({ hasVulnerabilities }) => !hasVulnerabilities),
  whole('sbom/primary', 'what it is about, with version', ({ primary }) => filled(primary?.name) && filled(primary?.version)),
  each('comp/supplier', 'supplier or producer', (component) => component.hasSupplier),
  each('comp/creator', 'creator with a mail address or URL', (component) => component.isCreatorReachable),
  each('comp/name', 'name', (component) => filled(component.name)),
  each('comp/version', 'version', (component) => filled(component.version)),
  each(
    'comp/id',
    'identifier: purl, CPE, SWID, SWHID',
    ({ purl, hasOtherId }) => hasOtherId || (purl !== undefined && parsePurl(purl) !== undefined),
  ),
  each('comp/hash', 'hash, SHA-256 or stronger', (component) =>
    [...component.hashes, ...component.deliveredHashes].some((one) => STRONG.has(one)),
  ),
  each('comp/deploy-hash', 'SHA-512 of the delivered file', (component) => component.deliveredHashes.includes('SHA-512')),
  each('comp/filename', 'name of the delivered file', (component) => filled(component.bsi.get('filename'))),
  each('comp/executable', 'whether it is executable', (component) => component.bsi.has('executable')),
  each('comp/archive', 'whether it is an archive', (component) => component.bsi.has('archive')),
  each('comp/structured', 'whether it is structured', (component) => component.bsi.has('structured')),
  each('comp/license-dist', 'concluded license, as SPDX', (component) => isLicense(component.concludedLicense)),
  each('comp/license-orig', 'declared license, as SPDX', (component) => isLicense(component.declaredLicense)),
  each(
    'comp/license',
    'a license, declared or concluded',
    ({ concludedLicense, declaredLicense }) => isLicense(concludedLicense) || isLicense(declaredLicense),
  ),
  each('comp/license-eff', 'effective license', (component) => filled(component.bsi.get('effectiveLicence'))),
  each('comp/source-uri', 'address of the source', (component) => component.hasSourceUrl),
  each('comp/deploy-uri', 'address of the delivered file', (component) => component.hasDownloadUrl),
  each('comp/copyright', 'copyright', (component) => component.hasCopyright),
  { id: 'graph/deps', title: 'dependencies of every component, leading to components', measure: measureDependencies },
  each(
    'graph/completeness',
    'one statement of how complete its dependencies are',
    ({ id }, document) => document.completeness.get(id) === 1,
  ),
  { id: 'graph/coverage', title: 'reached from what the document is about', measure: measureCoverage },
];

function whole(id: string, title: string, test: (document: ScoredDocument) => boolean): ElementCheck {
  return { id, title, measure: (document) => ({ numerator: test(document) ? 1 : 0, denominator: 1, missing: [] }) };
}

function each(id: string, title: string, test: (component: ScoredComponent, document: ScoredDocument) => boolean): ElementCheck {
  return { id, title, measure: (document) => count(document, (component) => test(component, document)) };
}

// A document without components has nothing of what is asked for each of them: nought of one, not "all of none".
function count({ components }: ScoredDocument, test: (component: ScoredComponent) => boolean): Measured {
  if (components.length === 0) return { numerator: 0, denominator: 1, missing: [], note: 'the document has no components' };
  const missing = components.filter((component) => !test(component)).map((component) => component.id);
  return { numerator: components.length - missing.length, denominator: components.length, missing };
}

function measureDependencies(document: ScoredDocument): Measured {
  const known = new Set(document.components.map((component) => component.id));
  if (document.primary !== undefined) known.add(document.primary.id);
  return count(document, ({ id }) => document.dependencies.get(id)?.every((target) => known.has(target)) === true);
}

function measureCoverage(document: ScoredDocument): Measured {
  const reached = new Set(document.primary === undefined ? [] : [document.primary.id]);
  for (const id of reached) for (const target of document.dependencies.get(id) ?? []) reached.add(target);
  return count(document, ({ id }) => reached.has(id));
}

function filled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function isLicense(text: string | undefined): boolean {
  return text !== undefined && toExpression(text) !== undefined;
}

// RFC 3339, and a time that was: 1970 stands for "not known" in documents that must have one.
function isTime(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && Date.parse(text) > 0;
}

function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}
