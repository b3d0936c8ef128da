import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { introduces } from './introductions.ts';

/** More distinct names than this without a text make a list of licenses, not a license. */
const LIST_OF_NAMES = 14;
const OPENING = 12;
/** A title stands at the beginning of its line, behind a few words of a holder's name at most. */
const OPENS_LINE = /(?:^|\n)[^\p{L}\d\n]*(?:[^\s]+[^\p{L}\d\n]+){0,3}$/u;

/** Weighs findings against each other: what stands inside a text belongs to it, what is vague gives way to what is exact. */
export function refine(
  document: Document,
  findings: readonly Finding[],
  isUnlisted: (expression: string) => boolean,
): readonly Finding[] {
  const outside = withoutOwnTerms(
    document,
    findings.filter((finding) => !isInside(finding, findings)),
    isUnlisted,
  );
  const texts = outside.filter((finding) => finding.matcher === 'text' && !finding.isException);
  const named = new Set(outside.filter(({ matcher }) => matcher === 'notice').map(({ expression }) => expression));
  const real = named.size > LIST_OF_NAMES ? outside.filter(({ matcher }) => matcher !== 'notice' && matcher !== 'url') : outside;
  const strong = real.filter((finding) => !finding.weak);
  const introductions = new Set(real.filter((finding) => introduces(document, finding, texts)));
  const isMostlyText = texts.reduce((sum, { from, to }) => sum + to - from, 0) > document.count / 2;
  const firm = real.filter(
    (finding) =>
      !introductions.has(finding) &&
      !isVague(finding, strong, real) &&
      !(isMostlyText && finding.weak && (finding.brief || finding.short)),
  );
  return dropRepeatedText(firm, texts);
}

/** A file that opens with the title of an unlisted license is that license: the names in its clauses are its matter. */
function withoutOwnTerms(
  document: Document,
  findings: readonly Finding[],
  isUnlisted: (expression: string) => boolean,
): readonly Finding[] {
  const title = findings.find(
    ({ matcher, from, start, expression }) =>
      matcher === 'notice' && from < OPENING && isUnlisted(expression) && OPENS_LINE.test(document.text.slice(0, start)),
  );
  if (title === undefined || findings.some(({ from }) => from < title.from)) return findings;
  return findings.filter(
    (finding) => finding === title || finding.matcher === 'text' || finding.matcher === 'spdx-tag' || finding.from < title.from,
  );
}

function isInside(finding: Finding, all: readonly Finding[]): boolean {
  return all.some(
    (other) =>
      other !== finding &&
      isContainer(other) &&
      !isContainer(finding) &&
      finding.from >= other.from - 1 &&
      finding.to <= other.to + 1 &&
      !other.holes.some(([from, to]) => finding.from >= from && finding.to <= to),
  );
}

/** What holds other findings: a text, a tag, a field. The words in it are its own. */
function isContainer({ matcher, rule }: Finding): boolean {
  return matcher === 'text' || matcher === 'spdx-tag' || rule === 'license-field';
}

/** `GPL` beside `GPL-2.0-only`, `BSD` beside a BSD text, a GNU address beside the notice it belongs to. */
function isVague(finding: Finding, strong: readonly Finding[], all: readonly Finding[]): boolean {
  if (
    finding.expression === 'LGPL-2.0-or-later' &&
    finding.weak &&
    all.some(({ expression }) => expression === 'LGPL-2.1-or-later')
  )
    return true;
  if (finding.brief && all.some((other) => !other.brief && isFuller(other, finding))) return true;
  // `GPL` in passing beside a whole GNU notice with its version.
  if (finding.short && finding.weak && all.some((other) => isWholeNotice(other))) return true;
  if (finding.short && !finding.weak && all.some((other) => !other.brief && !other.short && tellsHow(other, finding)))
    return true;
  if (finding.expression === 'X11' && finding.matcher === 'notice' && all.some(({ expression }) => expression === 'MIT'))
    return true;
  if (finding.weak && isGnu(finding.expression) && strong.some((other) => other.matcher === 'text' && isGnu(other.expression)))
    return true;
  if (finding.weak)
    return [...familiesOf(finding.expression)].every((family) =>
      strong.some((other) => other !== finding && familiesOf(other.expression).has(family)),
    );
  if (finding.matcher !== 'url') return false;
  return all.some(
    (other) =>
      other.matcher !== 'url' && familiesOf(other.expression).has(familyOf(finding.expression)) && sameVersion(finding, other),
  );
}

function sameVersion(url: Finding, other: Finding): boolean {
  if (other.weak) return false;
  return other.expression.includes(url.expression.replace(/-(?:only|or-later)$/, ''));
}

/** A GNU text whose notice in the same file says `or any later version`: the notice says how the text applies. */
function dropRepeatedText(findings: readonly Finding[], texts: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => {
    if (!texts.includes(finding) || !finding.expression.endsWith('-only')) return true;
    const later = finding.expression.replace(/-only$/, '-or-later');
    return !findings.some((other) => other.matcher !== 'text' && ids(other.expression).includes(later));
  });
}

function familiesOf(expression: string): Set<string> {
  return new Set(ids(expression).map(familyOf));
}

function ids(expression: string): string[] {
  return expression.split(/[\s()]+/).filter((word) => word !== 'AND' && word !== 'OR' && word !== 'WITH' && word !== '');
}

function isWholeNotice({ matcher, expression, weak, brief, short, isException }: Finding): boolean {
  return matcher === 'notice' && !weak && !brief && !short && !isException && isGnu(expression);
}

/** `GPL-2.0-or-later` beside `GPL version 2` as a heading: the notice of the same version says how it applies. */
function tellsHow(other: Finding, heading: Finding): boolean {
  const version = (id: string): string => id.replace(/-(?:only|or-later)$/, '');
  return (
    other.matcher === 'notice' &&
    isGnu(heading.expression) &&
    ids(other.expression).some((id) => version(id) === version(heading.expression))
  );
}

/** A GNU notice beside a mere pointer to a GNU text. */
function isFuller(other: Finding, pointer: Finding): boolean {
  return (
    other.matcher !== 'url' &&
    !other.isException &&
    ids(other.expression).some(
      (id) => isGnu(id) && (!other.weak || (!other.short && id.split('-')[0] === pointer.expression.split('-')[0])),
    )
  );
}

function isGnu(expression: string): boolean {
  return /^(?:(?:A|L)?GPL|GFDL)-/.test(expression);
}

/** `BSD-3-Clause` -> `BSD`, `Apache-2.0` -> `Apache`. */
function familyOf(id: string): string {
  return id.startsWith('CC-') ? id.replace(/-\d.*$/, '') : (id.replace(/^LicenseRef-/, '').split('-')[0] ?? id);
}
