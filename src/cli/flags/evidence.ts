import type { GlobalFlags, ScanFlags } from './shared.ts';

export interface SigningFlags {
  readonly signKey?: string;
  readonly signCommand?: string;
  readonly publicKey?: string;
}

export interface EvidenceCollectFlags extends ScanFlags, SigningFlags {
  readonly out: string;
  readonly policy?: string;
  readonly registry?: string;
  readonly org?: string;
  readonly store?: string;
  readonly snapshots?: string;
  readonly previous?: string;
  readonly today?: string;
  readonly online?: boolean;
}

export interface EvidenceShowFlags extends GlobalFlags {
  readonly pack?: string;
  readonly registry?: string;
}

export interface EvidenceSignFlags extends GlobalFlags, SigningFlags {
  readonly out?: string;
}

export interface EvidenceVerifyFlags extends GlobalFlags {
  readonly key?: string;
  readonly format: string;
}

export interface EvidenceReportFlags extends GlobalFlags {
  readonly for: string;
  readonly format: string;
  readonly out?: string;
}
