import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** What a decoder gives: the value, or one diagnostic that says what is wrong and where. Told apart by `'problem' in`. */
export type Decoded<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly problem: Diagnostic; readonly value?: never };
