import type { SpdxExpression } from '../domain/license.ts';
import { toExpression } from '../domain/spdx-expression.ts';
import { bareUrl, foldLicenseName } from './fold-license-name.ts';
import type { LicenseData } from './license-data.ts';

export interface AliasRow {
  /** The folded name or URL. */
  readonly alias: string;
  readonly expression?: string;
  /** Known, and it does not say which license it is: never mapped. */
  readonly ambiguous?: true;
  readonly kind: 'name' | 'url' | 'classifier' | 'spdx';
  readonly why: string;
}

export type AliasAnswer =
  | { readonly expression: SpdxExpression; readonly alias: string }
  | { readonly ambiguous: true; readonly alias: string };

export interface LicenseAliases {
  /** What the names stand for. */
  readonly data: LicenseData;
  readonly rows: readonly AliasRow[];
  /** What an exact row says of a name or URL as somebody wrote it. */
  find(raw: string): AliasAnswer | undefined;
  /** An SPDX id written in another case. */
  findId(raw: string): SpdxExpression | undefined;
}

// These addresses end in an SPDX id (licenses.nuget.org: in a whole expression), by their own rules.
const SPDX_ADDRESS = /^(?:spdx\.org\/licenses|licenses\.nuget\.org|opensource\.org\/licenses?)\/(.+?)(?:\.html|\.txt|\.json)?$/i;

/** Decodes the text of `rules/license-aliases.json` and adds the ids and names of the SPDX list. */
export function parseLicenseAliases(text: string, data: LicenseData): LicenseAliases {
  const file = JSON.parse(text) as { readonly aliases: readonly AliasRow[] };
  const rows = [...file.aliases, ...rowsOfSpdx(file.aliases, data)];
  const names = new Map(rows.filter((row) => row.kind !== 'url').map((row) => [row.alias, row]));
  const urls = new Map(rows.filter((row) => row.kind === 'url').map((row) => [row.alias, row]));

  const findId = (raw: string): SpdxExpression | undefined => {
    const row = data.license(raw);
    return row === undefined ? undefined : toExpression(row.id);
  };
  const findUrl = (url: string): AliasAnswer | undefined => {
    const row = urls.get(url.toLowerCase());
    if (row !== undefined) return toAnswer(row);
    const id = SPDX_ADDRESS.exec(url)?.[1];
    if (id === undefined) return undefined;
    const expression = findId(id) ?? toExpression(decodeUrl(id));
    return expression === undefined ? undefined : { expression, alias: url.toLowerCase() };
  };
  return {
    data,
    rows,
    findId,
    find: (raw) => {
      const url = bareUrl(raw);
      if (url !== undefined) return findUrl(url);
      const row = names.get(foldLicenseName(raw));
      return row === undefined ? undefined : toAnswer(row);
    },
  };
}

function toAnswer(row: AliasRow): AliasAnswer | undefined {
  if (row.ambiguous === true) return { ambiguous: true, alias: row.alias };
  const expression = row.expression === undefined ? undefined : toExpression(row.expression);
  return expression === undefined ? undefined : { expression, alias: row.alias };
}

/** Official names and ids, folded. A hand-written row wins, and a key that two licenses share stands for neither. */
function rowsOfSpdx(byHand: readonly AliasRow[], data: LicenseData): AliasRow[] {
  const taken = new Set(byHand.map((row) => row.alias));
  const found = new Map<string, Set<string>>();
  for (const license of data.licenses) {
    if (license.category === 'unstated') continue;
    const keys = license.deprecated === true ? [license.id] : [license.id, license.name];
    for (const key of keys.map(foldLicenseName)) found.set(key, (found.get(key) ?? new Set()).add(license.id));
  }
  return [...found].flatMap(([alias, ids]) => {
    const [id, other] = [...ids];
    if (id === undefined || other !== undefined || taken.has(alias)) return [];
    return [{ alias, expression: id, kind: 'spdx', why: 'id or name in the SPDX license list' } as const];
  });
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
