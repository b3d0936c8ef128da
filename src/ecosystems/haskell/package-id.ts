/** A Hackage package: the name may hold digits and dashes, the version is what follows the last dash. */
export interface HackageId {
  readonly name: string;
  readonly version: string;
  /** sha256 of the .cabal file (its revision), not of the archive. */
  readonly cabalHash?: string;
}

/** Reads `HTTP-4000.3.16@sha256:6042…,5947` (docs.haskellstack.org, "Package location"). */
export function parseHackageId(text: string): HackageId | undefined {
  const match = /^([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)-(\d+(?:\.\d+)*)(?:@(?:sha256:([0-9a-f]{64})|rev:\d+)(?:,\d+)?)?$/.exec(
    text.trim().slice(0, 500),
  );
  if (match === null) return undefined;
  const [, name = '', version = '', cabalHash] = match;
  return { name, version, ...(cabalHash !== undefined && { cabalHash }) };
}
