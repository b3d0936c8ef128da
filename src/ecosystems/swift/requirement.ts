export interface SwiftRequirement {
  /** As written: `from: "1.0.0"`, `"1.0.0"..<"2.0.0"`. */
  readonly requirement?: string;
  /** The one version or commit that it allows. */
  readonly exact?: string;
}

/** What a dependency asks for; `exact:` and `revision:` name one version, the others a range. */
export function requirementVersion(text: string): SwiftRequirement {
  const requirement = text
    .replace(/^[\s,]+/, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s,]+$/, '');
  const exact = /(?:^|[\s.])(?:exact|revision)\s*(?::|\()\s*"([^"\\]+)"/.exec(requirement)?.[1];
  return {
    ...(requirement !== '' && { requirement: requirement.slice(0, 200) }),
    ...(exact !== undefined && { exact }),
  };
}
