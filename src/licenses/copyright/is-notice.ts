import type { Marker } from './markers.ts';
import type { ReadNotice } from './read-notice.ts';

// "copyright notice", "copyright (c) of the work": what is said about copyright, not a notice of it.
const ABOUT =
  /^(?:notices?|holders?|holders?'s?|owners?|owned|laws?|licen[cs]\w*|statements?|act|protect\w*|info\w*|interests?|infring\w*|and|or|in|of|on|to|is|are|be|may|shall|if|with|for|files?|headers?|years?|text|messages?|symbols?|signs?|lines?|claims?|claimed|polic\w*|violat\w*|materials?|marks?|status|assign\w*|terms?|rights?|page|section|free|disclaim\w*|issues?|permissions?|not|no|as|which|that|from|attribution|strings?|comments?|tags?|treat\w*|registration|industry|conditions?|ownership|only|above|below|has|have|was|were|at|can|will|applies|belongs|remains|expires?|exists?|resides|details|dates?|data|works?|reasons?|information|agreements?|clauses?|restrictions?|problems?|limitations?|proprietary|this|these|your|his|her|their|our|name|it|you|we|i)\b/i;
const BEFORE =
  /(?:\b(?:the|a|an|any|no|such|your|his|her|their|its|our|all|other|every|each|retain|about|without|under|above|following|original|applicable|of|or|whose|own|hold|holds|holding|disclaims?(?: all)?|claims?|assigns?|transfer|international|uses?|with|to|for|by|appropriate|this|in|and|place|add|put)\s+|["'“‘(]\s*|[\w)\]]\s?[=:]\s?|[.$_])$/i;

// A form to be filled in: "[yyyy] [name of copyright owner]", "<year> <name>", "{{ year }}", "19yy", "(c) YEAR".
const TEMPLATE =
  /\[(?:yyyy|years?|dates?|fullname|name|full name|copyright)|<(?:years?|yyyy|dates?|name|owner|copyright|insert|your|author|holder|organization|fullname|project)|\{\{|\$\{|\{(?:year|yyyy|name|author|owner)|\{\d\}|%[sd(]|\b(?:19|20)[yx]{2}\b|\by{4}\b|\bx{4}\b|name of (?:the )?(?:author|copyright)|<insert|\bYEAR\b|\bYOUR NAME\b|\$year|@year|@YEAR@|year name|__+/i;

/** Is what was read a notice of copyright? Prose about copyright, forms, list items `(c)` and code are none. */
export function isNotice(notice: ReadNotice, line: string, marker: Marker): boolean {
  const { years, holder } = notice;
  if (TEMPLATE.test(line.slice(marker.start, Math.max(notice.end, marker.start + 80)))) return false;
  if (marker.tag) return holder !== undefined || years !== undefined;
  if (holder === undefined) return years !== undefined && (marker.word || marker.sign) && !/[=<>]/.test(notice.text);
  if (holder.length > 300 || !/\p{L}{2}|\p{Lo}/u.test(holder)) return false;
  // "(c)" is a list item and a variable in parentheses, too.
  if (years !== undefined) return marker.word || /^\s?\d/.test(line.slice(marker.end)) || isName(holder);
  if (!marker.word) return notice.text.startsWith('©') && isName(holder);
  if (ABOUT.test(holder) && !(marker.sign && /^\p{Lu}\p{Ll}/u.test(holder) && isName(holder)))
    return isContributors(holder, line, marker);
  if (BEFORE.test(line.slice(Math.max(0, marker.start - 24), marker.start)) && !marker.sign) return false;
  if (/^copyrighted by/i.test(notice.text)) return isName(holder);
  const begins = line.slice(0, marker.start).trim() === '';
  if (!marker.sign && !begins && !line.slice(marker.start).startsWith('Copyright')) return false;
  return isName(holder) || ((marker.sign || begins) && isContributors(holder, line, marker));
}

/** A name: its first word has a capital letter, or a script without capitals. */
function isName(holder: string): boolean {
  const [first = '', second = ''] = holder.split(' ');
  if (/[=;{}$]|\(\)|::|->/.test(holder)) return false;
  return /\p{Lu}|\p{Lo}/u.test(/^(?:the|by|de|von|van)$/i.test(first) ? second : first);
}

/** "Copyright contributors to the X project", at the beginning of a line. */
function isContributors(holder: string, line: string, marker: Marker): boolean {
  if (!/\b(?:contributors|authors|developers|maintainers|team|project)\b/i.test(holder)) return false;
  return line.slice(0, marker.start).trim() === '' && holder.length < 80 && !/\b(?:must|may|shall|will|not)\b/.test(holder);
}
