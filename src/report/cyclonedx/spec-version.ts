export const SPEC_VERSIONS = ['1.4', '1.5', '1.6', '1.7'] as const;

/** The CycloneDX versions that licet writes. */
export type SpecVersion = (typeof SPEC_VERSIONS)[number];

/** What a version has that licet uses and the library does not write by itself. */
export interface SpecFeatures {
  /** `evidence.identity` and `evidence.occurrences`: since 1.5. */
  readonly evidenceDetails: boolean;
  /** Line numbers of occurrences, several identities: since 1.6. */
  readonly evidenceLines: boolean;
  /** Component types `data` and `machine-learning-model`: since 1.5. */
  readonly modelTypes: boolean;
  /** `manufacturer` of components, and of the metadata where it was `manufacture` before: since 1.6. */
  readonly manufacturers: boolean;
  /** `acknowledgement` of licenses, so that declared and concluded ones can stand side by side: since 1.6. */
  readonly acknowledgements: boolean;
}

export function featuresOf(version: SpecVersion): SpecFeatures {
  return {
    evidenceDetails: version !== '1.4',
    evidenceLines: version !== '1.4' && version !== '1.5',
    modelTypes: version !== '1.4',
    manufacturers: version === '1.6' || version === '1.7',
    acknowledgements: version === '1.6' || version === '1.7',
  };
}
