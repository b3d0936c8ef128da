/** One authority's list of elements, as checks of this folder. */
export interface ElementProfile {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly string[];
  /** Asked for as well where the facts exist; shown, and not part of the score. */
  readonly additional: readonly string[];
  /** What no document can show by itself. */
  readonly unmeasured: readonly string[];
}

const NTIA = [
  'sbom/author',
  'sbom/timestamp',
  'sbom/format',
  'comp/supplier',
  'comp/name',
  'comp/version',
  'comp/id',
  'graph/deps',
];

/** The profiles of the rule pack `sbom-elements`. */
export const PROFILES: readonly ElementProfile[] = [
  {
    id: 'ntia-2021',
    title: 'NTIA minimum elements (2021)',
    checks: [...NTIA, 'graph/completeness'],
    additional: [],
    unmeasured: ['process/frequency', 'process/delivery', 'process/access', 'process/corrections'],
  },
  {
    id: 'cisa-2025-draft',
    title: 'CISA minimum elements (draft 2025)',
    checks: [
      ...NTIA,
      'sbom/tool',
      'sbom/context',
      'sbom/primary',
      'comp/hash',
      'comp/license',
      'graph/completeness',
      'graph/coverage',
    ],
    additional: [],
    unmeasured: ['process/frequency', 'process/delivery', 'process/corrections'],
  },
  {
    id: 'bsi-2.1.0',
    title: 'BSI TR-03183-2 (2.1.0)',
    checks: [
      'sbom/author-contact',
      'sbom/timestamp',
      'sbom/format-bsi',
      'sbom/no-vuln',
      'comp/creator',
      'comp/name',
      'comp/version',
      'comp/filename',
      'graph/deps',
      'graph/completeness',
      'graph/coverage',
      'comp/license-dist',
      'comp/deploy-hash',
      'comp/executable',
      'comp/archive',
      'comp/structured',
    ],
    additional: ['sbom/uri', 'comp/source-uri', 'comp/deploy-uri', 'comp/id', 'comp/license-orig', 'comp/license-eff'],
    unmeasured: [],
  },
  {
    id: 'framing-3',
    title: 'Framing software component transparency (third edition)',
    checks: [...NTIA, 'sbom/primary', 'comp/hash', 'comp/license', 'comp/copyright'],
    additional: [],
    unmeasured: [],
  },
  {
    id: 'cra',
    title: 'Regulation (EU) 2024/2847, Annex I part II',
    checks: ['sbom/format', 'sbom/primary', 'comp/name', 'comp/version', 'comp/id', 'graph/deps'],
    additional: [],
    unmeasured: ['cra/annex7-2b'],
  },
];
