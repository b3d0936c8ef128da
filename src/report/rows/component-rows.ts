import type { Component } from '../../domain/component.ts';
import type { LicenseConclusion } from '../../domain/license.ts';
import { sortedUnique } from '../../domain/order.ts';
import { isProduction, sortScopes } from '../../domain/scope.ts';
import type { Snapshot } from '../../domain/snapshot.ts';

/** The columns of every table of components, in the order in which they are written. */
export const COLUMNS = [
  'kind',
  'ecosystem',
  'name',
  'version',
  'purl',
  'use',
  'scopes',
  'direct',
  'license',
  'license status',
  'declared license',
  'detected license',
  'copyright',
  'projects',
  'found at',
  'origin',
  'hashes',
  'description',
] as const;

export type Column = (typeof COLUMNS)[number];

export type ComponentRow = Readonly<Record<Column, string>>;

/** What stands in a cell when nothing is known: an empty one would look like "none". */
const UNKNOWN = 'unknown';

/** One row per component: third-party ones first, as people look for them, each part sorted by id. */
export function* componentRows(snapshot: Snapshot): Iterable<ComponentRow> {
  const names = new Map(snapshot.projects.map((project) => [project.id, project.path === '' ? project.name : project.path]));
  for (const firstParty of [false, true]) {
    for (const component of snapshot.components) {
      if (component.firstParty === firstParty) yield toRow(component, names);
    }
  }
}

function toRow(component: Component, projectNames: ReadonlyMap<string, string>): ComponentRow {
  const { firstParty, ecosystem, name, purl, uses, origins, hashes, description = '' } = component;
  const scopes = sortScopes(uses.flatMap((use) => use.scopes));
  return {
    kind: firstParty ? 'first-party' : 'third-party',
    ecosystem,
    name,
    version: component.version ?? (firstParty ? '' : UNKNOWN),
    purl: purl ?? '',
    use: firstParty ? '' : scopes.length === 0 ? UNKNOWN : scopes.some(isProduction) ? 'production' : 'development',
    scopes: scopes.join(', '),
    direct: uses.some((use) => use.direct) ? 'yes' : firstParty ? '' : 'no',
    license: licenseText(component.concluded),
    'license status': licenseStatus(component.concluded),
    'declared license': licenseText(component.declared),
    'detected license': licenseText(component.detected),
    copyright: (component.copyrights ?? []).map((item) => item.text).join('; '),
    projects: sortedUnique(uses.map((use) => projectNames.get(use.project) ?? use.project)).join(', '),
    'found at': component.occurrences.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`)).join(', '),
    origin: origins.map((origin) => origin.url).join(', '),
    hashes: hashes.map(({ algorithm, value }) => `${algorithm}:${value}`).join(', '),
    description,
  };
}

function licenseText(conclusion: LicenseConclusion): string {
  switch (conclusion.status) {
    case 'concluded':
      return conclusion.expression;
    case 'conflict':
      return conclusion.candidates.join(' / ');
    case 'none':
      return 'NONE';
    case 'no-assertion':
      return UNKNOWN;
  }
}

/** Why the license is what the row says: the rule, or the reason why nothing is known. */
function licenseStatus(conclusion: LicenseConclusion): string {
  switch (conclusion.status) {
    case 'concluded':
      return conclusion.rule;
    case 'no-assertion':
      return conclusion.reason;
    case 'conflict':
    case 'none':
      return conclusion.status;
  }
}
