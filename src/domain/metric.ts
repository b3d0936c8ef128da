/** A measured number, never a bare ratio: whoever reads it can check and add it up. */
export interface Metric {
  readonly id: string;
  /** Absent when it could not be measured; `reason` then says why. */
  readonly numerator?: number;
  /** Absent for plain counts. */
  readonly denominator?: number;
  readonly reason?: string;
}
