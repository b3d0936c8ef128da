import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import { ClaimIndex } from './claims.ts';

/** The globs of one ecosystem: what can be known of it without loading its readers. */
export interface EcosystemClaims {
  readonly id: string;
  readonly claims: readonly string[];
}

/** Ids of the ecosystems that have something to say about one of the paths. */
export function presentAmong(index: readonly EcosystemClaims[], paths: readonly string[]): string[] {
  const claims = new ClaimIndex<string>();
  for (const ecosystem of index) for (const claim of ecosystem.claims) claims.add(claim, ecosystem.id);
  const present = new Set(paths.flatMap((path) => claims.find(path)));
  return index.map(({ id }) => id).filter((id) => present.has(id));
}

/** Every glob that an ecosystem reads, or names as one that it cannot read. */
export function claimsOf({ id, readers, unsupported = [] }: Ecosystem): EcosystemClaims {
  const claims = [...readers.flatMap((reader) => reader.claims), ...unsupported.map(({ claim }) => claim)];
  return { id, claims: [...new Set(claims)] };
}
