import type { Document } from './document.ts';

/** A version of a license and the words it stands at. */
export interface Found {
  readonly version: string;
  readonly from: number;
  readonly to: number;
}

const SPELLED: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3' };

/** `version`, `v`, or a number that follows a `v`. */
export function isVersionWord(document: Document, at: number): boolean {
  const text = at >= 0 ? word(document, at) : '';
  if (text === 'version' || text === 'versions' || text === 'v' || text === 'ver' || text === 'vers') return true;
  return (
    document.text.charCodeAt((document.starts[at + 1] ?? 0) - 1) === 118 ||
    document.text.charCodeAt((document.starts[at + 1] ?? 0) - 1) === 86
  );
}

/** `2`, `2.0`, `2.1`, `1.3` as words, `21` in `LGPL21`; a number followed by more digits is a date or a list. */
export function versionAt(document: Document, at: number): Found | undefined {
  const text = word(document, at);
  const glued = /^([123])([0-3])$/.exec(text);
  if (glued !== null && /[a-z]/i.test(document.text.charAt((document.starts[at] ?? 0) - 1)))
    return { version: `${glued[1]}.${glued[2]}`, from: at, to: at + 1 };
  const major = isVersionWord(document, at - 1) ? (SPELLED[text] ?? text) : text;
  if (!/^[123]$/.test(major)) return undefined;
  const isDotted =
    document.text.charCodeAt(document.ends[at] ?? 0) === 46 && document.starts[at + 1] === (document.ends[at] ?? 0) + 1;
  const minor = isDotted ? word(document, at + 1) : '';
  // `1.1.7` is a release.
  if (isDotted && /^\.\d/.test(document.text.slice(document.ends[at + 1] ?? 0, (document.ends[at + 1] ?? 0) + 2)))
    return undefined;
  if (isDotted && /^\d$/.test(minor)) return { version: `${major}.${minor}`, from: at, to: at + 2 };
  return { version: `${major}.0`, from: at, to: at + 1 };
}

/** The words from one to another, in lower case. */
export function words(document: Document, from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => word(document, from + offset));
}

/** The word at a place, in lower case; empty outside the document. */
export function word(document: Document, at: number): string {
  return at < 0 || at >= document.count ? '' : document.text.slice(document.starts[at], document.ends[at]).toLowerCase();
}
