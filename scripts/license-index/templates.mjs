const OPTIONAL = 1;
const GAP = 2;
/** Where the last part of a text begins, and texts with sections are long enough to have one. */
const TAIL = 0.6;

/** Reads every license text into tokens with flags; texts with the same words become one template with twins. */
export function compileTemplates(licenses, overlay, dictionary) {
  const sources = [
    ...Object.entries(licenses)
      .filter(([id]) => !isRepeatedGnuText(id, licenses))
      .map(([id, { licenseText }]) => [overlay.marks.exceptionTexts[id] ?? id, licenseText]),
    ...overlay.variants.map((variant) => [
      variant.as ?? variant.of,
      varied(licenses[variant.of].licenseText, variant),
      variant.end !== undefined && variant.then === undefined,
    ]),
    ...Object.entries(overlay.texts).map(([name, text]) => [name.replace(/~.*/, '').replaceAll('_', ' '), text]),
  ].filter(([id, text]) => text && !overlay.marks.ignore.includes(id));
  const byWords = new Map();
  for (const [id, text, isCut = false] of sources) {
    const words = dictionary.read(text);
    const key = words.map((word) => word.id).join(' ');
    const known = byWords.get(key);
    if (known) known.ids.push(id);
    else byWords.set(key, { ids: [id], words, text, isCut });
  }
  const templates = [];
  const tokens = [];
  const flags = [];
  for (const { ids, words, text, isCut } of byWords.values()) {
    const [expression, ...twins] = [...new Set(ids)].sort((a, b) => rank(a, overlay) - rank(b, overlay) || (a < b ? -1 : 1));
    const marks = markTokens({ ids, words, text, overlay, dictionary });
    templates.push({
      expression,
      twins,
      start: tokens.length,
      length: words.length,
      required: marks.filter((flag) => (flag & OPTIONAL) === 0).length,
      grams: 0,
      ...(isCut && { isCut }),
      mustHave: (overlay.marks.mustHave[expression] ?? []).map((phrase) => dictionary.ids(phrase)),
    });
    tokens.push(...words.map(({ id }) => id));
    flags.push(...marks);
  }
  addSignatures(templates, tokens, flags, {
    sources: [...byWords.values()],
    exceptions: new Set(Object.values(overlay.marks.exceptionTexts)),
  });
  return { templates, tokens: Uint16Array.from(tokens), flags: Uint8Array.from(flags) };
}

/** `GPL-3.0+` and `GPL-3.0-or-later` repeat the text of `GPL-3.0-only`: how it applies is said by a notice, not by the text. */
function isRepeatedGnuText(id, licenses) {
  const base = id.replace(/(?:-or-later|\+)$/, '');
  return !id.endsWith('-only') && `${base}-only` in licenses;
}

// A name that the texts of at most this many families use belongs to them.
const FEW_FAMILIES = 2;

/** The rare capitalised words of a text (holders, products): without any of them it is somebody else's license. */
function addSignatures(templates, tokens, flags, { sources, exceptions }) {
  const families = new Map();
  templates.forEach(({ expression, start, length }) => {
    const family = expression.replace(/-?\d.*$/, '');
    for (const id of new Set(tokens.slice(start, start + length))) families.set(id, (families.get(id) ?? new Set()).add(family));
  });
  templates.forEach((template, number) => {
    template.signature = [];
    // What an exception says does not hang on the name of the library that it was first written for.
    if (exceptions.has(template.expression)) return;
    const { words, text } = sources[number];
    const signature = words.flatMap((word, at) => {
      const isName = /^\p{Lu}/u.test(text.slice(word.start, word.end)) && word.end - word.start > 2;
      return isName && (flags[template.start + at] & OPTIONAL) === 0 && families.get(word.id).size <= FEW_FAMILIES ? [at] : [];
    });
    template.signature = signature.slice(0, 12);
  });
}

/** The text with phrases put in the place of others, and cut before `end`. */
function varied(text, { replace = [], end, then = '' }) {
  const whole = replace.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`no such phrase: ${from}`);
    return changed.replace(from, to);
  }, text);
  return end === undefined ? whole : `${whole.slice(0, whole.indexOf(end))} ${then}`;
}

/** Of several ids with one text, the one that claims least and is not deprecated names it. */
function rank(id, overlay) {
  const preferred = overlay.marks.preferred.indexOf(id);
  if (preferred >= 0) return preferred - 1000;
  if (id.endsWith('-only')) return 0;
  if (id.endsWith('+')) return 4;
  if (id.endsWith('-or-later')) return 2;
  return /^(GPL|LGPL|AGPL|GFDL)-[\d.]+$/.test(id) ? 3 : 1;
}

function markTokens({ ids, words, text, overlay, dictionary }) {
  const marks = new Uint8Array(words.length);
  const lines = words.map((word, at) => ({
    ...word,
    isFirst: at === 0 || text.slice(words[at - 1].end, word.start).includes('\n'),
  }));
  for (const [from, to] of freeSpans(text)) markChars(marks, words, from, to);
  for (const rule of overlay.marks.optional) {
    if (!rule.ids || ids.some((id) => new RegExp(`^(?:${rule.ids})$`).test(id))) markOptional(marks, lines, rule, dictionary);
  }
  for (const { after, before, most = 12 } of overlay.marks.open)
    markBetween(marks, words, { after: dictionary.ids(after), before: dictionary.ids(before), most });
  words.forEach((word, at) => {
    if (/^(?:19|20)\d\d$/.test(text.slice(word.start, word.end))) marks[at] |= OPTIONAL | GAP;
  });
  if (marks.every((flag) => flag & OPTIONAL)) throw new Error(`nothing is required in ${ids[0]}`);
  return [...marks];
}

/** Character ranges that differ between two uses of one license: copyright lines, placeholders, the title line. */
function freeSpans(text) {
  const spans = [];
  let at = 0;
  let isFirst = true;
  for (const line of text.split('\n')) {
    const isStatement =
      /^\W*(?:portions )?(?:copyright|\(c\)|©)/i.test(line) && line.length < 200 && /\d{4}|<|\[|year|yyyy|\(c\)|©/i.test(line);
    const isReservation = /^\W*all rights reserved\W*$/i.test(line);
    const isTitle =
      isFirst &&
      line.trim() !== '' &&
      line.trim().split(/\s+/).length <= 14 &&
      text.length > 200 &&
      /licen[sc]e|lizenz|licenza|copyright|notice|agreement|public|[\d]/i.test(line);
    if (isStatement || isReservation || isTitle) spans.push([at, at + line.length]);
    if (line.trim() !== '') isFirst = false;
    at += line.length + 1;
  }
  for (const { index, 0: found } of text.matchAll(/<[^<>\n@]{2,60}>|\[[^[\]\n]{2,60}\]|\{[^{}\n]{2,60}\}|_{4,}/g)) {
    if (!/https?:/.test(found)) spans.push([index, index + found.length]);
  }
  return spans;
}

function markChars(marks, words, from, to) {
  let last = -1;
  words.forEach((word, at) => {
    if (word.start >= from && word.end <= to) {
      marks[at] |= OPTIONAL | GAP;
      last = at;
    }
    if (word.end <= from) last = Math.max(last, at);
  });
  if (last >= 0) marks[last] |= GAP;
}

function markOptional(marks, words, { from, to, gap = false, tail = false }, dictionary) {
  const opening = from === undefined ? [] : dictionary.ids(from);
  // A closing section is meant where it begins, not where the text speaks of it.
  const start = to === undefined ? findSection(words, opening) : find(words, opening, 0);
  if (start < 0 || (tail && start < words.length * TAIL)) return;
  const ending = to === undefined ? undefined : dictionary.ids(to);
  const end = ending === undefined ? words.length : find(words, ending, start) + ending.length;
  if (ending !== undefined && end < start + ending.length) return;
  for (let at = start; at < end; at += 1) marks[at] |= gap ? OPTIONAL | GAP : OPTIONAL;
  if (gap && start > 0) marks[start - 1] |= GAP;
}

function markBetween(marks, words, { after, before, most }) {
  for (let start = find(words, after, 0); start >= 0; start = find(words, after, start + 1)) {
    const from = start + after.length;
    const to = find(words, before, from);
    if (to < 0 || to - from > most) continue;
    marks[from - 1] |= GAP;
    for (let at = from; at < to; at += 1) marks[at] |= OPTIONAL | GAP;
  }
}

/** The first place in the last part where the phrase begins a line, else the last place at all. */
function findSection(words, phrase) {
  for (let at = find(words, phrase, Math.ceil(words.length * TAIL)); at >= 0; at = find(words, phrase, at + 1)) {
    if (words[at].isFirst) return at;
  }
  return findLast(words, phrase);
}

function findLast(words, phrase) {
  for (let at = words.length - phrase.length; at >= 0; at -= 1) {
    if (phrase.every((id, offset) => words[at + offset].id === id)) return at;
  }
  return -1;
}

function find(words, phrase, from) {
  for (let at = from; at + phrase.length <= words.length; at += 1) {
    if (phrase.every((id, offset) => words[at + offset].id === id)) return at;
  }
  return -1;
}
