/** What one check of an SBOM profile found: how many of those it looked at have the element. */
export interface ElementScore {
  readonly profile: string;
  /** `comp.supplier`. */
  readonly check: string;
  readonly numerator: number;
  readonly denominator: number;
}
