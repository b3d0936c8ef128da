import type { GlobalFlags, ScanFlags } from './shared.ts';

export interface LicensesShowFlags extends GlobalFlags {
  readonly format: string;
  readonly policy?: string;
  readonly today?: string;
}

export interface LicensesListFlags extends GlobalFlags {
  readonly category?: string;
  readonly json?: boolean;
}

export interface IdentifyFlags extends GlobalFlags {
  readonly format: string;
  readonly cache: boolean;
  readonly cacheDir?: string;
}

export interface LicensesLockFlags extends ScanFlags {
  readonly check?: boolean;
  readonly refresh?: boolean;
}
