import type { Document } from './document.ts';
import type { Finding } from './finding.ts';

/** Words between a name and the text it announces, copyright statements aside. */
const REACH = 16;

/** Licenses that people call by the name of their best known relative: what follows such a name says which one is meant. */
const RELATIVES: readonly RegExp[] = [
  /^(?:MIT|X11|HPND|NTP|ISC|JSON|ICU|SMLNJ|PostgreSQL|curl|Linux-OpenIB|Unicode|Xnet|TCL)(?:-|$)/,
  /^(?:0?BSD|Linux-OpenIB|bzip2|Apache-1|OpenSSL|NCSA|ISC|HPND|PHP|Zlib|libtiff|TCL|Plexus|Info-ZIP)(?:-|$|\d|\.)/,
];

/** Whether a name only announces the text behind it: `the OpenIB.org BSD license below`, `Simplified BSD License` above a text. */
export function introduces(document: Document, finding: Finding, texts: readonly Finding[]): boolean {
  if (finding.matcher !== 'notice') return false;
  return texts.some(
    (text) =>
      text.from >= finding.to &&
      text.expression !== finding.expression &&
      RELATIVES.some((names) => names.test(finding.expression) && names.test(text.expression)) &&
      countedWords(document, finding.to, text.from) <= REACH,
  );
}

function countedWords(document: Document, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to && count <= REACH; at += 1) if (document.ignorable[at] === 0) count += 1;
  return count;
}
