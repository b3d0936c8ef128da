/** A place in a policy file, 1-based. */
export interface PolicyPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
