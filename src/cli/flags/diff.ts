import type { ScanFlags } from './shared.ts';

export interface DiffFlags extends ScanFlags {
  readonly output: readonly string[];
  readonly repo: string;
}
