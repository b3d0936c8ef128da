/** Licenses by family and version (`afl-2.1`), and the families themselves (`afl`). */
export type Versions = ReadonlyMap<string, string>;

/** An id that ends in a version (`AFL-2.1`), or in `*` for a family whose version the notice tells. */
export const VERSIONED_ID = /^(.*[a-z].*)-(\d[\d.]*[a-z]?|\*)$/i;

/** Groups license ids by family; single digits that are no version (`MIT-0`) make none. */
export function toVersions(ids: readonly string[]): Versions {
  const versions = new Map<string, string>();
  for (const id of ids) {
    const [, family, version] = VERSIONED_ID.exec(id) ?? [];
    if (family === undefined || version === undefined || version === '0' || /^(?:CC|BSD)-/.test(id)) continue;
    versions.set(family.toLowerCase(), family);
    versions.set(id.toLowerCase(), id);
  }
  return versions;
}
