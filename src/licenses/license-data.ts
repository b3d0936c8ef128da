/** What licet knows of every SPDX license and exception: categories are defaults for counsel to review. */
export const LICENSE_CATEGORIES = [
  'public-domain',
  'permissive',
  'permissive-restricted',
  'patent-only',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'source-available',
  'non-commercial',
  'ethical',
  'proprietary-free',
  'commercial',
  'proprietary',
  'content',
  'unstated',
] as const;

export type LicenseCategory = (typeof LICENSE_CATEGORIES)[number];
export type CopyleftScope = 'file' | 'library' | 'work' | 'none';

export interface LicenseRow {
  readonly id: string;
  readonly name: string;
  readonly category: LicenseCategory;
  /** What it was written for, when that is not programs. */
  readonly content?: 'media' | 'documentation' | 'fonts' | 'data';
  /** What makes its duties begin. */
  readonly triggers: readonly ('distribution' | 'network' | 'linking' | 'modification')[];
  readonly copyleftScope: CopyleftScope;
  readonly patent: 'grant' | 'retaliation' | 'none';
  readonly osi: boolean;
  /** Absent: nobody looked. */
  readonly fsf?: boolean;
  readonly deprecated?: boolean;
  /** `scancode:<category>`, `blueoak:<tier>`, `override`. */
  readonly source: readonly string[];
  /** Why the override says so. */
  readonly reason?: string;
}

export interface ExceptionRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** What becomes of a license of these categories when the exception stands with it. */
  readonly reduces?: {
    readonly from: readonly LicenseCategory[];
    readonly to: LicenseCategory;
    readonly copyleftScope: CopyleftScope;
  };
  readonly deprecated?: boolean;
  readonly source: readonly string[];
  readonly reason: string;
}

/** A license reference that licet writes itself, such as `LicenseRef-npm-unlicensed`. */
export interface ReferenceRow {
  readonly id: string;
  readonly name: string;
  readonly category: LicenseCategory;
  readonly reason: string;
}

interface LicenseDataFile {
  readonly schema: string;
  readonly sources: readonly string[];
  readonly licenses: readonly LicenseRow[];
  readonly exceptions: readonly ExceptionRow[];
  readonly pairs: readonly { readonly pair: string; readonly category: LicenseCategory; readonly reason: string }[];
  readonly references: readonly ReferenceRow[];
}

export interface LicenseData {
  /** The packages and versions that the data was made from. */
  readonly sources: readonly string[];
  readonly licenses: readonly LicenseRow[];
  readonly exceptions: readonly ExceptionRow[];
  readonly references: readonly ReferenceRow[];
  /** By id in any case. */
  license(id: string): LicenseRow | undefined;
  exception(id: string): ExceptionRow | undefined;
  reference(id: string): ReferenceRow | undefined;
  /** Category of a license id or of a reference we write; a trailing `+` is the same category. */
  categoryOf(id: string): LicenseCategory | undefined;
  /** Category of `base WITH exception`; `undefined` when either is unknown: never inherited from the base then. */
  categoryOfPair(base: string, exception: string): LicenseCategory | undefined;
}

/** Decodes the text of `rules/license-data.json`. @throws for a file that is not ours: a bug, not bad input. */
export function parseLicenseData(text: string): LicenseData {
  const data = JSON.parse(text) as LicenseDataFile;
  if (data.schema !== 'licet-license-data/1') throw new Error(`license data has the schema ${data.schema}`);
  const licenses = byFoldedId(data.licenses);
  const exceptions = byFoldedId(data.exceptions);
  const references = byFoldedId(data.references);
  const pairs = new Map(data.pairs.map((row) => [row.pair.toLowerCase(), row.category]));
  const categoryOf = (id: string): LicenseCategory | undefined => {
    const key = id.toLowerCase();
    return (licenses.get(key) ?? licenses.get(key.replace(/\+$/, '')) ?? references.get(key))?.category;
  };
  return {
    sources: data.sources,
    licenses: data.licenses,
    exceptions: data.exceptions,
    references: data.references,
    license: (id) => licenses.get(id.toLowerCase()),
    exception: (id) => exceptions.get(id.toLowerCase()),
    reference: (id) => references.get(id.toLowerCase()),
    categoryOf,
    categoryOfPair: (base, exception) => {
      const exact = pairs.get(`${base} with ${exception}`.toLowerCase());
      if (exact !== undefined) return exact;
      const category = categoryOf(base);
      const row = exceptions.get(exception.toLowerCase());
      if (category === undefined || row === undefined) return undefined;
      return row.reduces?.from.includes(category) === true ? row.reduces.to : category;
    },
  };
}

function byFoldedId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id.toLowerCase(), row]));
}
