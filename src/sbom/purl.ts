import { parsePurl, purlParts, makePurl, type Purl } from '../domain/purl.ts';
import type { LostCounter } from './lost.ts';

/** A purl that a document names; one without a version gets the version that stands beside it. */
export function readPurl(text: string | undefined, version: string | undefined, lost: LostCounter): Purl | undefined {
  if (text === undefined || text === '') return undefined;
  const purl = parsePurl(text);
  if (purl === undefined) {
    lost.add('package URLs that are not valid', text);
    return undefined;
  }
  const parts = purlParts(purl);
  if (parts.version !== undefined || version === undefined) return purl;
  return makePurl({ ...parts, version }) ?? purl;
}

/** Group and name as the ecosystem of the purl writes them together: `@scope/name`, `group:artifact`. */
export function joinName(group: string | undefined, name: string, purl: Purl | undefined): string {
  if (group === undefined || group === '') return name;
  const separator = purl !== undefined && purlParts(purl).type === 'maven' ? ':' : '/';
  return `${group}${separator}${name}`;
}
