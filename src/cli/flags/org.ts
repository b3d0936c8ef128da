import type { GlobalFlags } from './shared.ts';

/** Options of every command about the organization. */
export interface OrgFlags extends GlobalFlags {
  readonly org?: string;
  readonly store?: string;
}

export interface OrgBuildFlags extends OrgFlags {
  readonly policy?: string;
  readonly today?: string;
  readonly maxAge: string;
}

export interface OrgImportFlags extends OrgBuildFlags {
  readonly repository?: string;
  readonly date?: string;
  readonly build: boolean;
}

export interface OrgExportFlags extends OrgFlags {
  readonly output: readonly string[];
  readonly of: string;
  readonly shape: string;
  readonly specVersion: string;
  readonly at?: string;
  readonly sbomMetadata?: string;
  readonly documents?: string;
}

export interface OrgUploadFlags extends OrgFlags {
  readonly server: string;
  readonly of: string;
  readonly merged?: boolean;
  readonly projectVersion: string;
  readonly wait?: string;
  readonly sbomMetadata?: string;
}

export interface OrgQueryFlags extends OrgBuildFlags {
  readonly format: string;
  readonly limit?: string;
  readonly since?: string;
  readonly category?: string;
  readonly ecosystem?: string;
  readonly sql?: string;
  readonly build: boolean;
}

export interface OrgReportFlags extends OrgBuildFlags {
  readonly out: string;
}

export interface OrgWorkerFlags extends OrgFlags {
  readonly queue: string;
  readonly jobs?: string;
  readonly timeout: string;
  readonly drain?: boolean;
  readonly status?: boolean;
  readonly retryDead?: boolean;
  readonly format: string;
}

export interface OrgInitFlags extends GlobalFlags {
  readonly organization?: string;
  readonly out: string;
}

export interface OrgScanFlags extends OrgBuildFlags {
  readonly build: boolean;
  readonly queue?: string;
  readonly priority: string;
  readonly detach?: boolean;
  readonly jobs?: string;
  readonly shard?: string;
  readonly repository: readonly string[];
  readonly caches: readonly string[];
  readonly includeRole: readonly string[];
  readonly timeout: string;
}

export interface OrgStatusFlags extends OrgFlags {
  readonly maxAge: string;
  readonly today?: string;
  readonly format: string;
}
