/** The terms that an R package names, before anybody knows which licenses they are. */
export type RLicense =
  | { readonly kind: 'file'; readonly path: string }
  /** Names of which one may be chosen. */
  | { readonly kind: 'names'; readonly names: readonly string[] };

interface Family {
  readonly spdx: string;
  readonly versions: readonly string[];
}

/** SPDX versions of the families that R writes with a version (R's share/licenses/license.db). */
const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['gpl', { spdx: 'GPL', versions: ['1.0', '2.0', '3.0'] }],
  ['gnu general public license', { spdx: 'GPL', versions: ['1.0', '2.0', '3.0'] }],
  ['lgpl', { spdx: 'LGPL', versions: ['2.0', '2.1', '3.0'] }],
  ['gnu lesser general public license', { spdx: 'LGPL', versions: ['2.0', '2.1', '3.0'] }],
  ['agpl', { spdx: 'AGPL', versions: ['3.0'] }],
  ['gnu affero general public license', { spdx: 'AGPL', versions: ['3.0'] }],
]);

/** Families whose licenses have no "or later" of their own: only one version is at or above the one that is asked for. */
const SINGLE: ReadonlyMap<string, string> = new Map([
  ['apache license 2.0', 'Apache-2.0'],
  ['mozilla public license 2.0', 'MPL-2.0'],
  ['mpl 2.0', 'MPL-2.0'],
  ['artistic license 2.0', 'Artistic-2.0'],
  ['bsd_2_clause', 'BSD-2-Clause'],
  ['bsd_3_clause', 'BSD-3-Clause'],
  ['cc0', 'CC0-1.0'],
]);

/** Licenses that R knows as templates: the file has the years and names, and no terms. */
const TEMPLATES = new Set(['mit', 'bsd_2_clause', 'bsd_3_clause', 'mit license']);

/**
 * Reads the License field of a DESCRIPTION: alternatives with `|`, versions in parentheses, `+ file LICENSE`
 * (cran.r-project.org/doc/manuals/r-release/R-exts.html#Licensing). A file that adds terms, or one beside an alternative, is not read away.
 */
export function readRLicense(text: string): RLicense | undefined {
  const file = /^file\s+(LICEN[CS]E)$/.exec(text)?.[1];
  if (file !== undefined) return { kind: 'file', path: file };
  const names = text.split('|').map((part) => toName(part.trim()));
  return names.every((name) => name !== undefined) ? { kind: 'names', names } : undefined;
}

function toName(text: string): string | undefined {
  const [, before] = /^(\S.*?)\s*\+\s*file\s+LICEN[CS]E$/.exec(text) ?? [];
  if (before !== undefined && !TEMPLATES.has(before.toLowerCase())) return undefined;
  const name = before ?? text;
  if (name === '' || /^file\s/.test(name)) return undefined;
  const [, family, operator, version] =
    /^([A-Za-z][A-Za-z ]*?)\s*\(\s*(>=|==)\s*(\d+(?:\.\d+)*)\s*\)$/.exec(name) ??
    /^((?:A|L)?GPL)(-)(\d+(?:\.\d+)*)$/.exec(name) ??
    [];
  if (family === undefined || version === undefined) return SINGLE.get(name.toLowerCase()) ?? name;
  const dotted = version.includes('.') ? version : `${version}.0`;
  const known = FAMILIES.get(family.toLowerCase());
  if (known === undefined) return SINGLE.get(`${family.toLowerCase()} ${dotted}`);
  if (!known.versions.includes(dotted)) return undefined;
  return `${known.spdx}-${dotted}-${operator === '>=' ? 'or-later' : 'only'}`;
}
