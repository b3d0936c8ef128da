import type { ScanFlags } from './shared.ts';

export interface CheckFlags extends ScanFlags {
  readonly output: readonly string[];
  readonly policy?: string;
  readonly base?: string;
  readonly failOn?: string;
  readonly today?: string;
  readonly all?: boolean;
}
