import type { OnlineLookup } from '../../pipeline/services.ts';

/** Options every command takes. Values as commander gives them; `readVoice` decodes them. */
export interface GlobalFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: string;
  readonly logFormat: string;
}

/** Options of every command that scans. */
export interface ScanFlags extends GlobalFlags {
  readonly caches: readonly string[];
  /** The registries, when `--online` asked for them; set before the command runs. */
  readonly lookup?: OnlineLookup;
  readonly includeRole: readonly string[];
  readonly role: readonly string[];
}

/** Options of every command that writes documents of an inventory. */
export interface DocumentFlags {
  readonly output: readonly string[];
  readonly specVersion: string;
  readonly only?: string;
  readonly sbomMetadata?: string;
}
