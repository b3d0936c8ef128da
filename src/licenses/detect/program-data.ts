import type { Finding } from './finding.ts';

/** What a string in a source file can be: a value of the program, or the field of a manifest written as a program. */
export type Language = 'program' | 'script';

const PROGRAM = /\.(?:go|java|kt|scala|rs|cs|swift|[cm]?[jt]sx?|cc|cpp|cxx|hh|hpp|dart)$/i;
/** `setup.py`, `Makefile.PL`, `foo.rb`: a package may say its license in such a program. */
const SCRIPT = /\.(?:py|rb|p[lm])$/i;

/** The kind of program a file is, by its name. */
export function languageOf(path: string | undefined): Language | undefined {
  if (path === undefined) return undefined;
  if (PROGRAM.test(path)) return 'program';
  return SCRIPT.test(path) ? 'script' : undefined;
}

const LONGEST_LINE = 240;
const COMMENT = /^\s*(?:\*|#)|(?<!:)\/\/|\/\*|<!--|\s#\s/;
/** A string begins where a value may stand, and says no more than names up to here; a quote in a sentence is no string. */
const OPENS_STRING = /(?:^|[([{,:=?+>|]|\b(?:return|case))\s*u?["'`](?:https?:\/\/[\w.-]*|[^"'`]{0,80})$/;
const SENTENCE = /\b(?:under|licensed|released|terms|distributed|governed|free)\b/i;
const FIELD =
  /licen[sc]es?_*["']?\s*(?:=>?|:|\()\s*\[?\s*(?:u?["'`])?$|[Ll]icen[sc]e\s*["'](?:https?:\/\/)?$|::\s*$|^\s*license\s+["']$/i;

/** Whether a name or an address stands in a string of a program: a table of licenses, a test's expectation, a field of a record. */
export function isProgramData(text: string, { matcher, rule, start, end }: Finding, language: Language | undefined): boolean {
  if (language === undefined || (matcher !== 'notice' && matcher !== 'url')) return false;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - LONGEST_LINE);
  const before = text.slice(lineStart, start);
  if (COMMENT.test(before)) return false;
  if (rule === 'license-field') return language === 'program' && /["'`]/.test(text.slice(start, end));
  const [string] = OPENS_STRING.exec(before) ?? [];
  if (string === undefined || SENTENCE.test(string)) return false;
  return language === 'program' || !FIELD.test(before);
}
