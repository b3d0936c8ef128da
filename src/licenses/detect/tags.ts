/** A machine-readable license statement. */
export interface Tag {
  readonly expression: string;
  readonly start: number;
  readonly end: number;
}

const MARK = /SPDX-License-Identifier:|SPDX-License-Expression:|SPDX-FileLicense(?:Concluded|InFile):/gi;
/** REUSE lets text be taken out: https://reuse.software/spec-3.3 §2.3 */
const IGNORE_START = 'REUSE-IgnoreStart';
const IGNORE_END = 'REUSE-IgnoreEnd';
const TAIL = /\s*(?:\*\/|-->|--%>|#\}|\*\)|"""|'''|\}\}|"|'|<\/.*|;)?\s*$/;
const LONGEST_LINE = 500;

/** Finds `SPDX-License-Identifier:` lines; `canonical` gives the official form of an expression or `undefined`. */
export function findTags(text: string, canonical: (written: string) => string | undefined): readonly Tag[] {
  const tags: Tag[] = [];
  for (const match of text.matchAll(MARK)) {
    if (isIgnored(text, match.index)) continue;
    const from = match.index + match[0].length;
    const newline = text.indexOf('\n', from);
    const written = text.slice(from, Math.min(newline < 0 ? text.length : newline, from + LONGEST_LINE));
    const expression = readExpression(written, canonical);
    if (expression !== undefined) tags.push({ expression, start: match.index, end: from + written.trimEnd().length });
  }
  return tags;
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

function isIgnored(text: string, at: number): boolean {
  const start = text.lastIndexOf(IGNORE_START, at);
  return start >= 0 && !text.slice(start, at).includes(IGNORE_END);
}
