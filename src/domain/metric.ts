/** A measured number, never a bare ratio: whoever reads it can check and add it up. */
export interface Metric {
  readonly id: string;
  /** Absent when it could not be measured; `reason` then says why. */
  readonly numerator?: number;
  /** Absent for plain counts. It holds what is unknown too. */
  readonly denominator?: number;
  /** How many of the denominator nobody knows the answer for: they are not in the numerator, and might be. */
  readonly unknown?: number;
  /** Repositories that were not looked at, so that numerator and denominator lack an unknown part. */
  readonly unmeasured?: number;
  /** ISO date of the newest fact behind it. */
  readonly observedOn?: string;
  readonly reason?: string;
}
