import type { Hash } from '../../domain/component.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

/** Ids are not case-sensitive and keep the case they are written in; the key of one is lower-case. */
export function nugetPurl(id: string, version: string | undefined): Purl | undefined {
  if (!/^[\w.-]+$/u.test(id)) return undefined;
  return makePurl({ type: 'nuget', name: id, version });
}

export function packageKey(id: string, version: string | undefined): string {
  return `${id.toLowerCase()}/${(version ?? '').toLowerCase()}`;
}

/** `contentHash` and `sha512`: the SHA-512 of the package in base64, in deps.json with `sha512-` before it. */
export function contentHashes(text: string | undefined): Hash[] {
  const base64 = /^(?:sha512-)?([A-Za-z0-9+/]{86}==)$/.exec(text ?? '')?.[1];
  return base64 === undefined ? [] : [{ algorithm: 'SHA-512', value: Buffer.from(base64, 'base64').toString('hex') }];
}
