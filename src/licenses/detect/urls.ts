import type { IndexRules } from './index-rules.ts';

/** An address in a text that stands for a license. */
export interface UrlReference {
  readonly expression: string;
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

const URL_END = /[\s"'<>()[\]{}|\\^`,;*]/;
const LONGEST = 300;

/** Finds addresses that stand for a license. Project addresses whose content nobody can know offline do not. */
export function findUrls(rules: IndexRules, text: string): readonly UrlReference[] {
  const found: UrlReference[] = [];
  const nextScheme = finder(text, '://');
  const nextBare = finder(text, 'www.');
  let from = 0;
  for (;;) {
    const host = Math.min(nextScheme(from) + '://'.length, nextBare(from));
    if (host >= text.length) return found;
    let end = host;
    while (end < text.length && end < host + LONGEST && !URL_END.test(text.charAt(end))) end += 1;
    from = Math.max(end, host + 1);
    const url = text.slice(host, end).replace(/[.:!?]+$/, '');
    const expression = licenseOf(rules, url);
    if (expression !== undefined) found.push({ expression, url, start: host, end: host + url.length });
  }
}

/** Where a mark stands next, from rising places on; what was found is not sought again. */
function finder(text: string, mark: string): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next < from) next = text.indexOf(mark, from);
    if (next < 0) next = Number.POSITIVE_INFINITY;
    return next;
  };
}

function licenseOf(rules: IndexRules, url: string): string | undefined {
  const address = url
    .toLowerCase()
    .replace(/^web\.archive\.org\/web\/\w+\/(?:https?:\/+)?/, '')
    .replace(/^www\./, '')
    .replace(/^(?:[a-z]+\.)?(?=opensource\.org|creativecommons\.org)/, '')
    .replace(/#.*$/, '')
    .replace(/\/+$/, '');
  const plain = address
    .replace(/(?:-standalone)?(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.(?:html?|txt|php)$/, '')
    .replace(/-standalone$/, '');
  const known = own(rules.urls, plain) ?? own(rules.urls, address) ?? own(rules.urls, plain.replace(/\.[a-z]{2}$/, ''));
  return known ?? creativeCommons(rules, plain) ?? byPattern(plain) ?? projectLicense(rules, address);
}

/** creativecommons.org/licenses/by-nc-sa/3.0[/us][/legalcode|/deed.de] */
function creativeCommons(rules: IndexRules, address: string): string | undefined {
  const match = /^creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)(?:\/([a-z]{2,4})(?![a-z.]))?/.exec(address);
  if (match === null) return undefined;
  const id = `cc-${match[1]}-${match[2]}`.replace('cc-nd-nc', 'cc-by-nd-nc');
  const port = match[3] === undefined ? undefined : `${id}-${match[3]}`;
  return canonical(rules, port) ?? canonical(rules, id);
}

function byPattern(address: string): string | undefined {
  if (address.startsWith('creativecommons.org/publicdomain/zero/1.0')) return 'CC0-1.0';
  if (address.startsWith('apache.org/licenses/license-2.0')) return 'Apache-2.0';
  if (/^mozilla\.org\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?mpl\/2\.0/.test(address)) return 'MPL-2.0';
  return undefined;
}

/** The license file of a project known by name; of any other project nobody can tell offline. */
function projectLicense(rules: IndexRules, address: string): string | undefined {
  const match =
    /^(?:raw\.github(?:usercontent)?\.com|github\.com)\/([\w.-]+\/[\w.-]+)\/(?:.*\/)?(?:un)?(?:licen[sc]e|copying)[\w.-]*$/.exec(
      address,
    );
  return match === null ? undefined : own(rules.urls, `project:${match[1]}`);
}

function canonical(rules: IndexRules, id: string | undefined): string | undefined {
  return id === undefined ? undefined : rules.ids.find((known) => known.toLowerCase() === id);
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
