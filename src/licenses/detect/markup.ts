/** Which markup of a text is not part of its words. */
export interface Markup {
  readonly html: boolean;
  readonly rtf: boolean;
}

const TAGS = new Set(
  (
    'a abbr b big blockquote body br center cite code dd div dl dt em font footer h1 h2 h3 h4 h5 h6 head header hr html i img ' +
    'ins kbd label li link main meta nav ol option p para pre q s samp script section simpara small span strong style sub sup ' +
    'table tbody td th thead title tr tt u ul ulink var xml'
  ).split(' '),
);
const LONGEST_TAG = 400;

/** Looks once at a text's beginning and for any closing tag. */
export function markupOf(text: string): Markup {
  return { html: text.includes('</') || text.includes('<br') || text.includes('<p>'), rtf: text.startsWith('{\\rtf') };
}

/** Where reading goes on after the `<`, `&` or `\` at `at`: behind the tag, entity or escape, or one character on. */
export function markupEnd(text: string, at: number, markup: Markup): number {
  const code = text.charCodeAt(at);
  if (code === 60) return markup.html ? tagEnd(text, at) : at + 1;
  if (code === 38) return entityEnd(text, at);
  return markup.rtf ? controlWordEnd(text, at) : escapeEnd(text, at);
}

function tagEnd(text: string, at: number): number {
  let nameAt = at + 1;
  if (text.charCodeAt(nameAt) === 47) nameAt += 1;
  let nameEnd = nameAt;
  while (nameEnd < nameAt + 12 && isAlphanumeric(text.charCodeAt(nameEnd))) nameEnd += 1;
  if (!TAGS.has(text.slice(nameAt, nameEnd).toLowerCase())) return at + 1;
  for (let end = nameEnd; end < nameEnd + LONGEST_TAG && end < text.length; end += 1) {
    if (text.charCodeAt(end) === 62) return end + 1;
  }
  return at + 1;
}

function entityEnd(text: string, at: number): number {
  for (let end = at + 1; end < at + 9 && end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 59) return end + 1;
    if (code !== 35 && !isAlphanumeric(code)) return at + 1;
  }
  return at + 1;
}

/** `\n`, `\r`, `\t` in a string literal of source code separate words. */
function escapeEnd(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  return next === 110 || next === 114 || next === 116 ? at + 2 : at + 1;
}

function controlWordEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === 39) return at + 4;
  let end = at + 1;
  while (end < at + 40 && (isAlphanumeric(text.charCodeAt(end)) || text.charCodeAt(end) === 45)) end += 1;
  return end === at + 1 ? at + 2 : end;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
