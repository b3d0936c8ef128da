import type { Component, Edge } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Project, ProjectRole } from './project.ts';

/** The facts of one scan: no policy, no judgement, no wall clock. Published as `licet-snapshot/1`. */
export interface Snapshot {
  readonly schema: 'licet-snapshot/1';
  readonly source: Source;
  readonly projects: readonly Project[];
  readonly components: readonly Component[];
  readonly edges: readonly Edge[];
  readonly inputs: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Local package caches that were read; they are inputs, so they are named. */
  readonly caches: readonly CacheUse[];
}

export interface Source {
  /** Name of the repository: from its origin URL, else the root project, else the directory. */
  readonly name: string;
  readonly repository?: string;
  readonly commit?: string;
  /** sha256 over the paths and digests of all input files. */
  readonly treeDigest: string;
  readonly dirty: boolean;
  /** ISO 8601 in UTC: SOURCE_DATE_EPOCH, else the commit's time, else absent. */
  readonly time?: string;
  readonly scanner: { readonly name: string; readonly version: string };
  /** The options that change what is found. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * `parsed`: read. `superseded`: another file beside it says more. `stale`: read, but its manifest moved on.
 * `unsupported`: known to be a dependency manifest, nobody reads it. `failed`: a reader claims it and could not read it.
 * `excluded`: seen and not read, because its role (test fixture, vendored) keeps it out of the inventory.
 */
export type InputState = 'parsed' | 'superseded' | 'stale' | 'unsupported' | 'failed' | 'excluded';

export interface InputFile {
  readonly path: string;
  /** Absent when the file could not be read. */
  readonly sha256?: string;
  readonly ecosystem: string;
  readonly reader?: string;
  readonly state: InputState;
  readonly role: ProjectRole;
  readonly reason?: string;
}

export interface CacheUse {
  readonly name: string;
  /** sha256 over the entries that were read. */
  readonly digest: string;
}
