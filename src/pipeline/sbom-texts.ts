import type { LicenseEvidence, LicenseLocation, SpdxExpression } from '../domain/license.ts';
import { by } from '../domain/order.ts';
import type { DetectedFile } from '../licenses/detected-evidence.ts';
import type { TextIdentifier } from '../licenses/text-identifier.ts';
import type { SbomDraft, SbomLicense } from '../sbom/draft.ts';
import type { LostItem } from '../sbom/lost.ts';

/** What the texts are that a document carries for licenses whose names say nothing. */
export interface SbomTexts {
  /** The license of a text; `undefined` when its name says one already, or nobody can name it. */
  of(written: NamedText): IdentifiedText | undefined;
  readonly lost: readonly LostItem[];
}

type NamedText = NonNullable<SbomLicense['texts']>[number];

interface IdentifiedText {
  readonly expression: SpdxExpression;
  readonly raw: string;
  readonly score: number;
}

/** Texts that are looked at, of one document: each is read once, and no document names so many licenses of its own. */
const MOST_TEXTS = 2000;

/** Identifies the texts of a document whose names are not understood, each once. */
export async function identifySbomTexts(
  { packages }: Pick<SbomDraft, 'packages'>,
  identifier: TextIdentifier,
  isUnderstood: (name: string) => boolean,
): Promise<SbomTexts> {
  const wanted = new Map<string, string>();
  for (const { licenses } of packages)
    for (const { texts = [] } of licenses)
      for (const { name, text } of texts) if (!isUnderstood(name) && !wanted.has(text)) wanted.set(text, name);
  const found = new Map<string, IdentifiedText>();
  const unnamed: string[] = [];
  const all = [...wanted];
  for (const [text, name] of all.slice(0, MOST_TEXTS)) {
    const identified = await identifyWhole(text, identifier);
    if (identified === undefined) unnamed.push(name);
    else found.set(text, identified);
  }
  const left = all.slice(MOST_TEXTS).map(([, name]) => name);
  const lost = [
    { what: 'license texts that nobody could name', names: unnamed },
    { what: `license texts beyond the first ${MOST_TEXTS}`, names: left },
  ];
  return {
    of: ({ name, text }) => (isUnderstood(name) ? undefined : found.get(text)),
    lost: lost
      .filter(({ names }) => names.length > 0)
      .map(({ what, names }) => ({ what, count: names.length, example: (names[0] ?? '').slice(0, 120) }))
      .toSorted(by(({ what }) => what)),
  };
}

/** Only what is a license's text as a whole: `BSD License` in the place of a text is a name, and says no more than one. */
async function identifyWhole(text: string, identifier: TextIdentifier): Promise<IdentifiedText | undefined> {
  const { expression, detections } = await identifier.identify({ path: 'text', bytes: Buffer.from(text) });
  const [first] = detections;
  if (expression === undefined || first === undefined || detections.some(({ method }) => method !== 'license-text'))
    return undefined;
  return {
    expression,
    raw: detections.map(({ raw }) => raw).join(', '),
    score: Math.min(...detections.map(({ score }) => score)),
  };
}

/** A claim with the names of identified texts replaced by what the texts are; the same claim when there are none. */
export function withTextsNamed(license: SbomLicense, texts: SbomTexts): Pick<SbomLicense, 'raw' | 'list'> {
  const names = new Map<string, SpdxExpression>();
  for (const written of license.texts ?? []) {
    const found = texts.of(written);
    if (found !== undefined) names.set(written.name, found.expression);
  }
  if (names.size === 0) return license;
  const named = (name: string): string => names.get(name) ?? name;
  if (license.list !== undefined) {
    const list = license.list.map(named);
    return { raw: list.join(', '), list };
  }
  const whole = names.get(license.raw);
  return {
    raw: whole ?? license.raw.replaceAll(/LicenseRef-[A-Za-z0-9.-]+/g, (name) => (names.has(name) ? `(${named(name)})` : name)),
  };
}

/** The identified texts of a claim as evidence: found in the document, not in the package. */
export function textEvidence(
  { texts: written = [] }: SbomLicense,
  texts: SbomTexts,
  location: LicenseLocation,
): readonly DetectedFile[] {
  return written.flatMap((one): DetectedFile[] => {
    const found = texts.of(one);
    if (found === undefined) return [];
    const { expression, raw, score } = found;
    const evidence: LicenseEvidence = {
      role: 'detected',
      method: 'license-text',
      raw: `${raw} in the SBOM`,
      expression,
      score,
      location,
    };
    return [{ evidence: [evidence], expression, isNotice: false }];
  });
}
