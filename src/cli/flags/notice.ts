import type { ScanFlags } from './shared.ts';

export interface NoticeFlags extends ScanFlags {
  readonly output: readonly string[];
  readonly project: readonly string[];
  readonly scopes: string;
  readonly policy?: string;
  readonly today?: string;
  readonly strict?: boolean;
}
