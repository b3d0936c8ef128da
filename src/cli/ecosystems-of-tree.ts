import { presentAmong } from '../discover/present.ts';
import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import { loadEcosystems } from '../ecosystems/list.ts';
import { loadEcosystemClaims } from '../io/ecosystem-claims.ts';

/** Loads the ecosystems that have something to read among these paths, and no others. */
export async function ecosystemsOfTree(paths: readonly string[]): Promise<readonly Ecosystem[]> {
  const index = loadEcosystemClaims();
  return loadEcosystems(index === undefined ? undefined : presentAmong(index, paths));
}
