/** A machine-readable license statement. */
export interface Tag {
  readonly expression: string;
  readonly start: number;
  readonly end: number;
}

const MARK = /SPDX-License-Identifier:|SPDX-License-Expression:|SPDX-FileLicense(?:Concluded|InFile):/gi;
const TAIL = /\s*(?:\*\/|-->|--%>|#\}|\*\)|"""|'''|\}\}|"|'|<\/.*|;)?\s*$/;
const LONGEST_LINE = 500;

/** Finds `SPDX-License-Identifier:` lines; `canonical` gives the official form of an expression or `undefined`. */
export function findTags(text: string, canonical: (written: string) => string | undefined): readonly Tag[] {
  const tags: Tag[] = [];
  for (const match of text.matchAll(MARK)) {
    const from = match.index + match[0].length;
    const newline = text.indexOf('\n', from);
    const written = text.slice(from, Math.min(newline < 0 ? text.length : newline, from + LONGEST_LINE));
    const expression = readExpression(written, canonical);
    if (expression !== undefined) tags.push({ expression, start: match.index, end: from + written.trimEnd().length });
  }
  return tags;
}

const FIELD = /(?<![\w-])licen[sc]e(?:[-_ ]?(?:expression|id))?["']?\s*[:=]\s*["']?([A-Za-z][\w.+ ()-]{1,120})/gi;

/** Finds `license: <expression>` fields whose value is an expression letter by letter; names and sloppy forms are notices. */
export function findFields(text: string, canonical: (written: string) => string | undefined): readonly Tag[] {
  const fields: Tag[] = [];
  for (const match of text.matchAll(FIELD)) {
    const written = (match[1] ?? '').trimEnd();
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 1);
    const expression = /^["'\n\r,;}]?$/.test(rest) && written.length > 1 ? canonical(written) : undefined;
    // On a line of its own the case does not matter (`licence: zlib`); elsewhere a lower-case word is a word.
    const isOwnLine = /(?:^|\n)[^\p{L}\d\n]*$/u.test(text.slice(Math.max(0, match.index - 40), match.index));
    const isWritten =
      expression === written || (isOwnLine && expression?.toLowerCase() === written.toLowerCase() && /^[\n\r]?$/.test(rest));
    if (expression !== undefined && (isWritten || /^(?:A|L)?GPL|^GFDL/.test(written))) {
      fields.push({ expression, start: match.index, end: match.index + match[0].trimEnd().length });
    }
  }
  return fields;
}

/** The expression ends with the line, before the end of a comment, or where its grammar ends. */
function readExpression(written: string, canonical: (written: string) => string | undefined): string | undefined {
  let candidate = written
    .replace(TAIL, '')
    .replace(/\\n.*$/, '')
    .trim();
  const whole = canonical(candidate);
  if (whole !== undefined) return whole;
  const words = candidate.split(/\s+/).slice(0, 24);
  for (let count = words.length; count > 0; count -= 1) {
    candidate = words
      .slice(0, count)
      .join(' ')
      .replace(/[.,;:"'`*/\\<>]+$/, '');
    const expression = canonical(candidate);
    if (expression !== undefined) return expression;
  }
  return undefined;
}
