import type { Snapshot } from '../../domain/snapshot.ts';
import type { CycloneDxOptions } from './write.ts';

export type { CycloneDxOptions };
export { SPEC_VERSIONS, type SpecVersion } from './spec-version.ts';

/**
 * A CycloneDX document of a snapshot, checked before its first piece is given. The pieces together are the text; they
 * are made while they are read, so that a large document is never one string.
 *
 * @throws Error when the document would not be valid: a bug in licet, with the JSON path.
 */
export async function renderCycloneDx(snapshot: Snapshot, options: CycloneDxOptions): Promise<Iterable<string>> {
  const { writeCycloneDx } = await import('./write.ts');
  return writeCycloneDx(snapshot, options);
}
