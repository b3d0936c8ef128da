import type { Component } from './component.ts';
import { matchesName } from './name-pattern.ts';

/** What people state for the documents of their software, because no file of the software says it. `licet.sbom.yaml`, decoded. */
export interface SbomMetadata {
  /** Who is responsible for the document. */
  readonly authors: readonly Contact[];
  /** Who makes what is described, and who delivers it. */
  readonly manufacturer?: Organization;
  readonly supplier?: Organization;
  /** License of the document itself, an SPDX id. */
  readonly license?: string;
  /** About packages; the first that matches counts. */
  readonly components: readonly ComponentStatement[];
}

export interface Contact {
  readonly name?: string;
  readonly email?: string;
}

export interface Organization {
  readonly name: string;
  readonly url: readonly string[];
  readonly contact: readonly Contact[];
}

export interface ComponentStatement {
  /** A purl in which `*` stands for any run of characters. */
  readonly package: string;
  readonly supplier?: Organization;
  readonly manufacturer?: Organization;
  /** Address of the source code. */
  readonly source?: string;
  /** Name of the file that is delivered. */
  readonly filename?: string;
  readonly executable?: boolean;
  readonly archive?: boolean;
  readonly structured?: boolean;
}

export const NO_METADATA: SbomMetadata = { authors: [], components: [] };

/** What was stated about a component: its own statement, or that it is made by who makes the whole. */
export function statementAbout(component: Component, metadata: SbomMetadata): Omit<ComponentStatement, 'package'> | undefined {
  const { purl } = component;
  if (purl !== undefined) return metadata.components.find((statement) => matchesPurl(statement.package, purl));
  const { manufacturer, supplier } = metadata;
  if (!component.firstParty) return undefined;
  return { ...(manufacturer && { manufacturer }), ...(supplier && { supplier }) };
}

// People write `pkg:npm/@acme/*`; the canonical form is `pkg:npm/%40acme/…`.
function matchesPurl(pattern: string, purl: string): boolean {
  return matchesName(pattern.replace('/@', '/%40'), purl);
}
