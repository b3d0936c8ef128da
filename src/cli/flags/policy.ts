import type { GlobalFlags } from './shared.ts';

export interface PolicyFlags extends GlobalFlags {
  readonly today?: string;
}

export interface PolicyInitFlags extends PolicyFlags {
  readonly for: string;
}

export interface PolicyTestFlags extends PolicyFlags {
  readonly cases?: string;
}

export interface PolicyShowFlags extends PolicyFlags {
  readonly effective?: boolean;
}

export interface PolicyEditFlags extends PolicyFlags {
  readonly policy?: string;
  readonly expression: string;
}

export interface PolicyWaiveFlags extends PolicyEditFlags {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly id?: string;
  readonly ticket?: string;
  readonly paths: readonly string[];
}

export interface PolicyCurateFlags extends PolicyEditFlags {
  readonly by: string;
  readonly evidence?: string;
  readonly file: readonly string[];
}
