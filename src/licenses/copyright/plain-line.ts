const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['copy', '©'],
  ['#169', '©'],
  ['#xa9', '©'],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['nbsp', ' '],
  ['ndash', '-'],
]);

const TAG =
  /<\/?(?:a|b|big|body|br|center|code|dd|div|dl|dt|em|font|footer|h[1-6]|hr|i|img|li|ol|p|para|pre|s|small|span|strong|sub|sup|table|tbody|td|th|title|tr|tt|u|ul|xref)(?:\s[^<>]{0,400})?\/?>/gi;

// Comment signs and ornaments at both ends of a line, in the languages that people write headers in.
const OPENING = /^(?:[\s/*#;!%|>~=+`\u2022\u00b7-]|<!--|\(\*|\{-|"""|'''|\.\\"|dnl\b|rem\b|@rem\b|::)+/i;
const CLOSING = new Set(' \t/*#;%|~=+`\\-');
const CLOSING_WORDS = ['-->', '*)', '-}', '"""', "'''"];

/** A line without comment signs, markup and ornaments, its spacing folded. */
export function plainLine(line: string): string {
  const decoded = line.includes('&') || line.includes('<') || line.includes('\\') ? withoutMarkup(line) : line;
  return withoutTail(decoded.replace(OPENING, ''), CLOSING, CLOSING_WORDS).replaceAll(/\s+/g, ' ');
}

function withoutMarkup(line: string): string {
  return line
    .replaceAll(/&(#?\w{2,6});/g, (whole, name: string) => ENTITIES.get(name.toLowerCase()) ?? whole)
    .replaceAll(TAG, ' ')
    .replaceAll(/\\\(co\b|\\\(co(?=[ \d])|\{?\\copyright\}?|@copyright\{\}/g, '©')
    .replaceAll(/\\[nrt](?![a-z])/g, '\t\t');
}

/** The text without such characters and words at its end; by hand, since a search for them is quadratic in their number. */
export function withoutTail(text: string, characters: ReadonlySet<string>, words: readonly string[] = []): string {
  let end = text.length;
  for (;;) {
    if (characters.has(text[end - 1] ?? '')) {
      end -= 1;
      continue;
    }
    const word = words.find((item) => text.endsWith(item, end));
    if (word === undefined) return text.slice(0, end);
    end -= word.length;
  }
}
