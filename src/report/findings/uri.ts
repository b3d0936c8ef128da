import { shorten, wellFormed } from './inert.ts';

/**
 * A path of the scanned tree as a relative URI reference. Each segment is percent-encoded, so `a:b` is no scheme, and
 * `..` and empty segments are left out, so the URI stays below `%SRCROOT%`.
 */
export function toUri(path: string, root = ''): string {
  return repositoryPath(path, root).split('/').map(encodeSegment).join('/');
}

/** The same without encoding: what GitLab and GitHub annotations take. `.` when nothing is left. */
export function repositoryPath(path: string, root = ''): string {
  const segments = `${root}/${path}`.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return segments.length === 0 ? '.' : segments.join('/');
}

// RFC 3986, 2.2: encodeURIComponent leaves !'()* as they are.
function encodeSegment(segment: string): string {
  return encodeURIComponent(wellFormed(shorten(segment, 1000))).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
