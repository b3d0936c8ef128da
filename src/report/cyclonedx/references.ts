import type { Origin } from '../../domain/component.ts';

export interface Reference {
  readonly type: 'distribution' | 'vcs';
  readonly url: string;
  readonly comment?: string;
}

/** The origin as an external reference, or `undefined` when it has no form that is a URL. */
export function toReference(origin: Origin): Reference | undefined {
  const url = toUrl(origin.url);
  if (url === undefined) return undefined;
  if (origin.kind === 'download') return { type: 'distribution', url };
  return { type: 'vcs', url, ...(origin.revision !== undefined && { comment: `revision ${origin.revision}` }) };
}

/**
 * A URL that both JSON (iri-reference) and XML (anyURI) validators accept. `git@host:path` is git's own short form of
 * `ssh://git@host/path`. A password in it is not ours to publish.
 */
export function toUrl(text: string): string | undefined {
  const short = /^(?:([\w.-]+)@)?([\w.-]+\.[\w.-]+):(?!\/\/)(.+)$/.exec(text);
  const [, user = 'git', host = '', path = ''] = short ?? [];
  const full = short === null ? text : `ssh://${user}@${host}/${path.replace(/^\/+/, '')}`;
  const open = full.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#@:]*):[^/?#@]*@/i, '$1@');
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`[\]']+$/iu.test(open) && !/#.*#|[\u0000-\u001f]|\p{Cs}|%(?![0-9a-f]{2})/iu.test(open)
    ? open
    : undefined;
}

/** `https://user:secret@host` is `https://user@host`. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#@:]*):[^/?#]*@/i, '$1@');
}

/** A path below the scan root as a relative URL. */
export function toRelativeUrl(path: string): string {
  return path
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replaceAll("'", '%27');
}
