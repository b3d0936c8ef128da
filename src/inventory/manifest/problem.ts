/** A mistake in `licet.org.yaml`, with its place. */
export interface ManifestProblem {
  readonly code: 'ORG001' | 'ORG002' | 'ORG003';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Of what is pointed at, for carets. */
  readonly length: number;
  readonly hint?: string;
}

export type ManifestPath = readonly (string | number)[];

/** A mistake before its place is known: most files have none, so places are only looked for when there is one. */
export interface PlacelessProblem extends Pick<ManifestProblem, 'code' | 'severity' | 'message' | 'hint'> {
  readonly path: ManifestPath;
  /** The key itself is wrong, not what stands behind it. */
  readonly atKey?: boolean;
}

/** `ORG001`: what the file cannot say. `ORG002`: the same thing is said twice. `ORG003`: a name that stands for nothing. */
export function manifestProblem(
  code: ManifestProblem['code'],
  message: string,
  path: ManifestPath,
  hint?: string,
): PlacelessProblem {
  return { code, severity: code === 'ORG003' ? 'warning' : 'error', message, path, ...(hint !== undefined && { hint }) };
}
