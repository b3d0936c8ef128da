import type { SpdxTerm } from '../domain/spdx-expression.ts';

/**
 * Versions of one license, oldest first: what "or any later version" can mean. A row exists only where the license text
 * or its steward says that a later version may be used; the source is the "later versions" clause of the text itself.
 */
const FAMILIES: readonly { readonly bases: readonly string[]; readonly gnu?: true; readonly source: string }[] = [
  { gnu: true, bases: ['GPL-1.0', 'GPL-2.0', 'GPL-3.0'], source: 'GPL-2.0 section 9, GPL-3.0 section 14' },
  { gnu: true, bases: ['LGPL-2.0', 'LGPL-2.1', 'LGPL-3.0'], source: 'LGPL-2.1 section 13, LGPL-3.0 section 6' },
  // AGPL-1.0 was Affero Inc.'s: its later version is named by Affero, not by the FSF. It stays alone.
  { gnu: true, bases: ['AGPL-3.0'], source: 'AGPL-3.0 section 14' },
  { gnu: true, bases: ['AGPL-1.0'], source: 'AGPL-1.0 section 9' },
  { gnu: true, bases: ['GFDL-1.1', 'GFDL-1.2', 'GFDL-1.3'], source: 'GFDL-1.3 section 10' },
  {
    gnu: true,
    bases: ['GFDL-1.1-invariants', 'GFDL-1.2-invariants', 'GFDL-1.3-invariants'],
    source: 'GFDL-1.3 section 10; the variant says whether there are invariant sections',
  },
  {
    gnu: true,
    bases: ['GFDL-1.1-no-invariants', 'GFDL-1.2-no-invariants', 'GFDL-1.3-no-invariants'],
    source: 'GFDL-1.3 section 10; the variant says whether there are invariant sections',
  },
  { bases: ['EUPL-1.0', 'EUPL-1.1', 'EUPL-1.2'], source: 'EUPL-1.2 article 13' },
  { bases: ['CECILL-1.0', 'CECILL-1.1', 'CECILL-2.0', 'CECILL-2.1'], source: 'CeCILL 2.1 article 12' },
  { bases: ['CERN-OHL-1.1', 'CERN-OHL-1.2'], source: 'CERN OHL 1.2 section 6' },
  ...['BY', 'BY-NC', 'BY-NC-ND', 'BY-NC-SA', 'BY-ND', 'BY-SA'].map((kind) => ({
    bases: ['1.0', '2.0', '2.5', '3.0', '4.0'].map((version) => `CC-${kind}-${version}`),
    source: 'Creative Commons, versions of one license element set; `+` is the licensor saying so',
  })),
  { bases: ['AFL-1.1', 'AFL-1.2', 'AFL-2.0', 'AFL-2.1', 'AFL-3.0'], source: 'versions by L. Rosen' },
  { bases: ['Apache-1.0', 'Apache-1.1', 'Apache-2.0'], source: 'versions by the ASF' },
  { bases: ['APSL-1.0', 'APSL-1.1', 'APSL-1.2', 'APSL-2.0'], source: 'APSL-2.0 section 7' },
  { bases: ['Artistic-1.0', 'Artistic-2.0'], source: 'Artistic-2.0 section (10)' },
  { bases: ['BitTorrent-1.0', 'BitTorrent-1.1'], source: 'BitTorrent-1.1 section 11' },
  { bases: ['CDDL-1.0', 'CDDL-1.1'], source: 'CDDL-1.0 section 4' },
  { bases: ['ECL-1.0', 'ECL-2.0'], source: 'versions by the steward' },
  { bases: ['EFL-1.0', 'EFL-2.0'], source: 'versions by the steward' },
  { bases: ['EPL-1.0', 'EPL-2.0'], source: 'EPL-1.0 section 7' },
  { bases: ['LPL-1.0', 'LPL-1.02'], source: 'LPL-1.02 section 7' },
  { bases: ['LPPL-1.0', 'LPPL-1.1', 'LPPL-1.2', 'LPPL-1.3a', 'LPPL-1.3c'], source: 'LPPL-1.3c, "or any later version"' },
  { bases: ['MPL-1.0', 'MPL-1.1', 'MPL-2.0'], source: 'MPL-1.1 section 6, MPL-2.0 section 10' },
  { bases: ['NPL-1.0', 'NPL-1.1'], source: 'NPL-1.1 section 6' },
  { bases: ['OFL-1.0', 'OFL-1.1'], source: 'versions by SIL' },
  {
    bases: [
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '2.0',
      '2.0.1',
      '2.1',
      '2.2',
      '2.2.1',
      '2.2.2',
      '2.3',
      '2.4',
      '2.5',
      '2.6',
      '2.7',
      '2.8',
    ].map((version) => `OLDAP-${version}`),
    source: 'OLDAP-2.8, versions by the OpenLDAP Foundation',
  },
  { bases: ['OSL-1.0', 'OSL-1.1', 'OSL-2.0', 'OSL-2.1', 'OSL-3.0'], source: 'versions by L. Rosen' },
  { bases: ['PHP-3.0', 'PHP-3.01'], source: 'PHP-3.01 section 5' },
  { bases: ['RPL-1.1', 'RPL-1.5'], source: 'RPL-1.5 section 9' },
  { bases: ['SGI-B-1.0', 'SGI-B-1.1', 'SGI-B-2.0'], source: 'SGI-B-2.0, versions by SGI' },
  { bases: ['YPL-1.0', 'YPL-1.1'], source: 'YPL-1.1 section 7' },
  { bases: ['ZPL-1.1', 'ZPL-2.0', 'ZPL-2.1'], source: 'versions by the steward' },
  { bases: ['Zimbra-1.3', 'Zimbra-1.4'], source: 'Zimbra-1.4 section 9' },
];

interface Place {
  readonly family: (typeof FAMILIES)[number];
  readonly index: number;
}

const PLACES: ReadonlyMap<string, Place> = new Map(
  FAMILIES.flatMap((family) => family.bases.map((base, index) => [base, { family, index }] as const)),
);

/** `GPL-2.0-or-later` -> `GPL-2.0`; other ids as they are. */
export function baseOf(license: string): string {
  return license.replace(/-(?:only|or-later)$/, '');
}

/** The ids that "this version or later" lets one choose, oldest first; a license without family is its only member. */
export function membersOf(term: Pick<SpdxTerm, 'license'>): readonly string[] {
  const base = baseOf(term.license);
  const place = PLACES.get(base);
  if (place === undefined) return [base === term.license ? base : `${base}-only`];
  return place.family.bases.slice(place.index).map((member) => (place.family.gnu === true ? `${member}-only` : member));
}

/** How the same range is written from each of its members on: `GPL-2.0-or-later`, `GPL-3.0-or-later`. */
export function rangesFrom(term: Pick<SpdxTerm, 'license'>): readonly string[] {
  return membersOf(term).map((member) => (member.endsWith('-only') ? `${baseOf(member)}-or-later` : `${member}+`));
}
