/**
 * The key under which a license name is looked up: case, spacing, punctuation, the spelling of "license", a leading
 * "the", the word "version" and a final ".0" make no difference. Words and numbers do, so nothing is ever guessed:
 * `The Apache License, Version 2.0` and `Apache Licence v2` are both `apache license 2`.
 */
export function foldLicenseName(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s"'`“”‘’,;:()[\]_–—-]+/g, ' ')
    .replaceAll('licence', 'license')
    .replaceAll(/\b(?:version|ver|v)\.? ?(?=\d)/g, ' ')
    .replaceAll(/\.(?!\d)/g, ' ')
    .replaceAll(/(\d)(?:\.0)+(?![.\d])/g, '$1')
    .replaceAll(/ ?([/+]) ?/g, '$1')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .replace(/^the /, '');
}

/** The key of a URL: scheme, `www.`, query, fragment, a trailing slash and case make no difference; `undefined` for what is none. */
export function foldLicenseUrl(raw: string): string | undefined {
  return bareUrl(raw)?.toLowerCase();
}

/** Host and path of a URL as written. */
export function bareUrl(raw: string): string | undefined {
  const text = raw.trim();
  const match = /^(?:https?:)?\/\/(?:www\.)?([^\s?#]+)/i.exec(text) ?? /^www\.([^\s?#]+)/i.exec(text);
  const bare = match?.[1];
  if (bare === undefined) return undefined;
  let end = bare.length;
  while (bare.endsWith('/', end)) end -= 1;
  return bare.slice(0, end);
}
