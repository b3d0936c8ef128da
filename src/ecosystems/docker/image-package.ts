import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Occurrence } from '../../domain/component.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import { imagePurl, parseImageReference, UNKNOWN } from './image-reference.ts';

/** The container that a reference names at some places of a file, or what is wrong with it. */
export function toImagePackage(text: string, occurrences: readonly Occurrence[]): ThirdPartyPackage | Diagnostic {
  const reference = parseImageReference(text);
  const purl = reference === undefined ? undefined : imagePurl(reference);
  if (reference === undefined || purl === undefined) return invalidImage(text, occurrences[0]);
  const { tag, digest } = reference;
  const isExact = tag !== undefined || digest !== undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    type: 'container',
    resolution: isExact ? 'locked' : 'declared',
    occurrences,
    ...(!isExact && text.includes(UNKNOWN) && { requirement: shown(text) }),
    // Which release the digest stood for when it was written.
    ...(digest !== undefined && tag !== undefined && { properties: { 'licet:docker:tag': tag } }),
  };
}

function invalidImage(text: string, where: Occurrence | undefined): Diagnostic {
  return text.includes(UNKNOWN)
    ? diagnostic('version-unresolved', `which image \`${shown(text)}\` is depends on a variable without a default`, where)
    : diagnostic('manifest-entry-invalid', `\`${text.slice(0, 200)}\` is not an image reference`, where);
}

function shown(text: string): string {
  return text.replaceAll(UNKNOWN, '$?').slice(0, 200);
}
