import type { Component, Edge } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { RawLicense } from './license.ts';
import type { Project } from './project.ts';
import type { PackageLocation, ReadResult } from './read-result.ts';

/** One reader's result with what the merge needs to know of where it came from. */
export interface ReadOutcome {
  readonly ecosystem: string;
  readonly reader: string;
  /** Files of the group, in order; the first one names the result. */
  readonly paths: readonly string[];
  readonly result: ReadResult;
}

/** A component before its license is resolved. */
export interface UnlicensedComponent extends Omit<Component, 'licenseEvidence' | 'declared' | 'detected' | 'concluded'> {
  readonly licenses: readonly RawLicense[];
  readonly installed: readonly PackageLocation[];
}

/** The graph of the whole scan before licenses. Everything sorted. */
export interface ComponentGraph {
  readonly projects: readonly Project[];
  readonly components: readonly UnlicensedComponent[];
  readonly edges: readonly Edge[];
  readonly diagnostics: readonly Diagnostic[];
}
