const UNRESERVED = /^[A-Za-z0-9.\-_~:]*$/;

/**
 * Percent-encodes as purl-spec wants it: all octets but the unreserved ones and the colon, which is never encoded.
 * `undefined` for text that has no UTF-8 form (lone surrogates).
 */
export function encodePercent(text: string): string | undefined {
  if (UNRESERVED.test(text)) return text;
  try {
    return encodeURIComponent(text)
      .replaceAll('%3A', ':')
      .replaceAll(/[!'()*]/g, encodeOctet);
  } catch {
    return undefined;
  }
}

/** Decodes percent-encoded UTF-8; `undefined` for `%` without two hex digits and for octets that are not UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function encodeOctet(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
