import type { ScanFlags } from './shared.ts';

export interface ExplainFlags extends ScanFlags {
  readonly policy?: string;
  readonly paths: string;
  readonly today?: string;
}
