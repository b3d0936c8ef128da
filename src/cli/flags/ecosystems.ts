import type { GlobalFlags } from './shared.ts';

export interface EcosystemsFlags extends GlobalFlags {
  readonly format: string;
}
