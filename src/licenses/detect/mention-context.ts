import type { Document } from './document.ts';
import type { Mention } from './phrase-tree.ts';
import { endsSentence } from './sentences.ts';

const POINTERS = new Set(['text', 'texts', 'copy', 'copies']);
/** `/usr/share/common-licenses/`, but not `GPL 2.0+/` */
const PATH = /(?:^|[\s"'`(<])[^\s"'`(<]*(?:licen[sc]es?|\/[^\s"'`(<]*)\/$/i;
/** `The GPL v3 text is contained in …` */
const TEXT_BEHIND = /^,?(?: v(?:ersion )?[\d.]+)? texts? (?:is|are|can|may)\b/i;
const UNDERSCORE = 95;
/** Characters around a mention that are looked at for the lines of a list. */
const LONGEST_KEYS = 120;
/** Two paragraphs make no name together, nor do a key and its value (`json:"license"`). */
const SEPARATION = /\n[^\p{L}\d\n]*\n|[:=]\s*["'`]/u;

/** Whether a mention is no statement at all: a file's name, an identifier in code, one of a list of names in code. */
export function isBesideThePoint(document: Document, mention: Mention): boolean {
  return (
    isFileName(document, mention) ||
    isIdentifier(document, mention) ||
    isListItem(document, mention) ||
    isKeyLine(document, mention) ||
    isAcrossTokens(document, mention)
  );
}

/** `the full text of the GNU GPL can be found in …`, `common-licenses/GPL-2`: where a license is, not what applies. */
export function isPointer(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  if (PATH.test(document.text.slice(Math.max(0, begin - LONGEST_KEYS), begin))) return true;
  for (let at = mention.from - 1; at >= Math.max(0, mention.from - 8); at -= 1) {
    if (endsSentence(document, at)) return false;
    if (POINTERS.has(document.text.slice(document.starts[at], document.ends[at]).toLowerCase())) return true;
  }
  const end = document.ends[mention.to - 1] ?? 0;
  return TEXT_BEHIND.test(document.text.slice(end, end + 40));
}

/** `See the GNU General Public License for more details`: the end of a notice whose beginning may be lost. */
export function isReferredTo(document: Document, mention: Mention): boolean {
  const word = (at: number): string => document.text.slice(document.starts[at], document.ends[at]).toLowerCase();
  const isSeen = [1, 2, 3].some((back) => mention.from >= back && word(mention.from - back) === 'see');
  return isSeen && word(mention.to) === 'for' && /^details?$/.test(word(mention.to + 2));
}

function isAcrossTokens(document: Document, mention: Mention): boolean {
  return SEPARATION.test(document.text.slice(document.starts[mention.from], document.ends[mention.to - 1]));
}

const KEY_LINE = /^[ \t]+[\w.-]+,?[ \t]*$/;

/** A line of one bare word between others such: the keys of a table (`qw(apache_2_0 bsd mit)`), not a statement. */
function isKeyLine(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  const from = Math.max(0, begin - LONGEST_KEYS);
  const lines = document.text.slice(from, begin + LONGEST_KEYS).split('\n');
  const own = document.text.slice(from, begin).split('\n').length - 1;
  const isKey = (at: number): boolean => KEY_LINE.test(lines[own + at] ?? '');
  return isKey(0) && ((isKey(1) && (isKey(-1) || isKey(2))) || (isKey(-1) && isKey(-2)));
}

/** `"GPL-2.0", "GPL-3.0",` in the middle of a list: code about licenses. */
function isListItem(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  return (
    /["'`]\s*,\s*["'`]$/.test(document.text.slice(Math.max(0, begin - 40), begin)) &&
    /^[-+.\w]{0,24}["'`]\s*[,\]]/.test(document.text.slice(end, end + 40))
  );
}

const EXTENSION = /^\.(?:txt|md|html?|rst|pdf|php|tpo|[cho]|cc|py|js|sh)\b/i;

/** `gpl.txt` and `palette.gpl` name files. */
function isFileName(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  const { text } = document;
  if (!/^[\w.-]+$/.test(text.slice(begin, end))) return false;
  if (text.charCodeAt(end) === 46 && EXTENSION.test(text.slice(end, end + 6))) return true;
  return mention.to - mention.from === 1 && text.charCodeAt(begin - 1) === 46 && /\w/.test(text.charAt(begin - 2));
}

/** `GPL_FUNC`, `is_gpl`: a part of a name in code, unless its version follows. */
function isIdentifier(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  const { text } = document;
  if (/[^\w.-]/.test(text.slice(begin, end))) return false;
  if (text.charCodeAt(begin - 1) === UNDERSCORE) return true;
  return text.charCodeAt(end) === UNDERSCORE && !/^_v?\d/i.test(text.slice(end, end + 3));
}

const ADJECTIVES =
  /^(?:open|new|modified|revised|simplified|original|old|standard|official|free|public|clear|expat|permissive)$/i;
const ARTICLES = new Set(['the', 'a', 'this', 'its']);

/** `LDP General Public License`, `the Frontier Artistic License`: a name before it makes it somebody else's license. */
export function isSomebodyElses(document: Document, mention: Mention, known: (word: number) => boolean, isGnu: boolean): boolean {
  const before = mention.from - 1;
  if (before < 0 || known(document.tokens[before] ?? 0)) return false;
  const word = (at: number): string => document.text.slice(document.starts[at], document.ends[at]);
  const start = document.starts[mention.from] ?? 0;
  const between = document.text.slice(document.ends[before], start);
  if (!/^[ \t]+$/.test(between) || !/^\p{Lu}/u.test(word(before))) return false;
  if (isGnu) return /^general$/i.test(word(mention.from));
  const isNamed = /licen[sc]e/i.test(word(mention.to - 1));
  return isNamed && ARTICLES.has(word(before - 1).toLowerCase()) && !ADJECTIVES.test(word(before));
}
