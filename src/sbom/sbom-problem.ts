import type { DiagnosticCode } from '../diagnostics/codes.ts';

/** Why a document cannot be read. Thrown inside this stage only: `readSbom` makes it a diagnostic. */
export class SbomProblem extends Error {
  override readonly name = 'SbomProblem';
  readonly code: Extract<DiagnosticCode, `sbom-${string}`>;
  readonly line: number | undefined;

  constructor(code: SbomProblem['code'], message: string, line?: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}
