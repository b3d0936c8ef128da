import type { CopyrightStatement } from '../../domain/copyright.ts';
import type { Marker } from './markers.ts';
import { withoutTail } from './plain-line.ts';

const YEAR = String.raw`(?:19[5-9]\d|20[0-4]\d)`;
const OPEN_END = 'present|now|today|current|date|onwards?|\\d{4}|\\d{2}(?!\\d)';
const YEARS = new RegExp(
  String.raw`^(?:\(?(?:${YEAR}(?!\d)|(?<=\d{4},? ?(?:\d\d,? ){0,20})[789]\d(?=[,; ]))\)?(?:[./-]\d{1,2}(?![\d]))*(?:\s?(?:-|–|—|--|to|through|thru|\.\.)\s?(?:${OPEN_END})?)?(?:\s?[,;&+/]\s?|\s(?:and\s)?)?)+`,
  'i',
);
const YEARS_AT_END = new RegExp(
  String.raw`[\s,(]+(?:(?:in|since)\s)?(${YEAR}(?:\s?(?:[-–—,&]|to|through|and)\s?(?:${YEAR}|\d{2}(?!\d)|present|now|today))*)\)?[.,]?$`,
  'i',
);

// Words with which a notice is over and prose goes on.
const RESERVED =
  /[\s,.;:(-]+(?:all rights?\b|alle rechte\b|some rights\b|tous droits\b|todos los derechos\b|rights reserved\b|no rights\b|licen[cs]ed\b|released under\b|distributed under\b|this (?:program|software|file|library|work|source|code)\b|permission (?:is|to)\b|license:|version:|see (?:the |license|copying|accompanying|end)|for (?:more|details|conditions|license|terms|full)\b|dual[- ]licen[cs]ed|subject to\b|absolutely no\b|use of this\b)/i;
// In lower case only: "You", "Made", "Free" are names of people and companies, too. A new sentence ends a notice by itself.
const PROSE =
  /[\s,.;:(-]+(?:(?:is|are|was|were|has|have|may|can|shall|will|must|does)\s(?!of\b)|(?:under|licen[cs]ed?|licensing|released|distributed|redistribut\w*|permission|permitted|refer to|this|these|unless|you|which|that|without|provided|available|published|use of|used|the (?:above|following|software|contents|full)|made available|adapted|derived|based on|ported|modified (?:by|for|from)|written by|created by|with permission|reproduced|warranty|comes with|free software|a full copy|distributed)\b)/;
// Another notice on the same line.
const NEXT_NOTICE = /(?<=\p{L}.{0,300})[\s,;]+(?:copyright\b|\(c\)\s*(?:19|20)\d\d|©)/iu;
const SENTENCE_END = /\.\s+(?=[\p{Lu}(*"])/gu;
const ABBREVIATION =
  /(?:^|[\s,(.-])(?:\p{L}|inc|ltd|co|corp|jr|sr|dr|mr|st|prof|e\.v|univ|dept|\p{Lu}\p{Ll}|ing|dipl|phil|et al|bros|mfg|no)$/iu;
const COMPANY_END = /(?:^|[\s,])(?:inc|ltd|corp|co|llc|gmbh)$/i;
const AFTER_COMPANY = /^(?:&|and\b|or\b|ltd\b|co\b|kg\b|inc\b|llc\b|\()/i;

export interface ReadNotice extends CopyrightStatement {
  /** Where the notice ends in the text it was read from. */
  readonly end: number;
}

/** Reads the notice that begins at a marker; says nothing yet of whether it is one. */
export function readNotice(text: string, marker: Marker): ReadNotice {
  const end = marker.end + lengthOfNotice(text.slice(marker.end));
  const body = text.slice(marker.end, end);
  const leading = YEARS.exec(body)?.[0] ?? '';
  const rest = body.slice(leading.length).replace(/^[\s,:.-]*(?:by\s+)?/i, '');
  const trailing = leading === '' ? YEARS_AT_END.exec(rest) : null;
  const years = trim(leading === '' ? (trailing?.[1] ?? '') : leading);
  const holder = holderOf(trailing === null ? rest : rest.slice(0, trailing.index));
  const prefix = /\b(?:portions|parts) (?:are |of this \w+ )?$/i.exec(text.slice(0, marker.start))?.[0] ?? '';
  const words = `${prefix}${text.slice(marker.start, end)}`;
  return {
    text: trim(words.replace(/^copyright:\s*(?=copyright\b|©|\(c\))/i, '')),
    ...(years !== '' && { years }),
    ...(holder !== '' && { holder }),
    end,
  };
}

function lengthOfNotice(rest: string): number {
  let length = rest.length;
  const cut = (at: number): void => {
    if (at >= 0 && at < length) length = at;
  };
  cut(rest.search(/\t\t|["`{}]|\*\/|-->|<<|\s\|\s|'\s*[,;)\]+]|'$|\\$| {4,}/));
  cut(RESERVED.exec(` ${rest}`)?.index ?? -1);
  cut(PROSE.exec(` ${rest}`)?.index ?? -1);
  cut(rest.search(NEXT_NOTICE));
  for (const match of rest.matchAll(SENTENCE_END)) {
    const before = rest.slice(0, match.index);
    if (!/\p{L}/u.test(before)) continue;
    const after = rest.slice(match.index + match[0].length);
    const isCompany = COMPANY_END.test(before) && !AFTER_COMPANY.test(after);
    if (ABBREVIATION.test(before) && !isCompany) continue;
    cut(match.index + 1);
    break;
  }
  return length;
}

function holderOf(text: string): string {
  const named = text.replaceAll(/<[^<>]*>?|\([^()]*(?:@|https?:|www\.)[^()]*\)|\[[^[\]]*(?:@|https?:)[^[\]]*\]/g, ' ');
  return trim(
    named
      .split(/\s+/)
      .filter((word) => !/@.|https?:|www\./i.test(word))
      .join(' '),
  );
}

const TAIL = new Set(' \t,;:*/_–—-');

function trim(text: string): string {
  const bare = withoutTail(text.replace(/^[\s,;:–—-]+/, ''), TAIL);
  const withoutStop =
    bare.endsWith('.') && !/(?:^|[\s,.(])(?:\p{Lu}|inc|ltd|co|corp|jr|sr|e\.v|al|s\.a|b\.v|l\.p)\.$/iu.test(bare);
  const trimmed = withoutStop ? bare.slice(0, -1) : bare;
  const opened = trimmed.endsWith('(') || trimmed.endsWith('<') ? trimmed.slice(0, -1) : trimmed;
  return opened.trim();
}
