import type { Diagnostic } from '../domain/diagnostic.ts';
import { CODES, isDiagnosticCode, type DiagnosticCode } from './codes.ts';

export type { Diagnostic };

export interface Where {
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly hint?: string | undefined;
}

/** The one maker of diagnostics: the severity comes from the table of codes. */
export function diagnostic(code: DiagnosticCode, message: string, where: Where = {}): Diagnostic {
  const hint = where.hint ?? CODES[code].hint;
  return {
    code,
    severity: CODES[code].severity,
    message,
    ...(where.path !== undefined && { path: where.path }),
    ...(where.line !== undefined && { line: where.line }),
    ...(where.column !== undefined && { column: where.column }),
    ...(hint !== undefined && { hint }),
  };
}

/** True when the file it names counts as not read: the scan is incomplete and exits 3. */
export function isFailure(item: Diagnostic): boolean {
  return isDiagnosticCode(item.code) && CODES[item.code].fails === true;
}
