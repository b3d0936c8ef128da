import type { Component } from '../../domain/component.ts';
import type { LicenseEvidence } from '../../domain/license.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { Project } from '../../domain/project.ts';
import { toReference, withoutPassword } from './references.ts';
import type { InputFile, InputState, Snapshot } from '../../domain/snapshot.ts';

/** Name and value; names are of the `licet:` taxonomy, which is listed here and nowhere else. */
export type NamedValue = readonly [name: string, value: string];

const STATES = ['parsed', 'superseded', 'stale', 'unsupported', 'failed', 'excluded'] as const satisfies readonly InputState[];
const SEVERITIES = ['error', 'warning', 'note'] as const;
const LONGEST_RAW = 200;

/** Properties of the document: how many files were seen in each state, which were not read, and by what. */
export function documentProperties(snapshot: Snapshot): readonly NamedValue[] {
  const { source, inputs, diagnostics } = snapshot;
  return [
    ...STATES.map((state): NamedValue => [
      `licet:inputs:${state}`,
      String(inputs.filter((input) => input.state === state).length),
    ]),
    ...inputs.filter(isNotRead).map((input): NamedValue => [`licet:input:${input.state}`, withReason(input)]),
    ...SEVERITIES.map((severity): NamedValue => [
      `licet:diagnostics:${severity}`,
      String(diagnostics.filter((item) => item.severity === severity).length),
    ]),
    ['licet:source:tree-digest', source.treeDigest],
    ...(source.commit === undefined ? [] : [['licet:source:commit', source.commit] as const]),
    ['licet:source:dirty', String(source.dirty)],
    ...Object.entries(source.config)
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([key, value]): NamedValue => [`licet:config:${key}`, value]),
    ...snapshot.caches.map((cache): NamedValue => [`licet:cache:${cache.name}`, cache.digest]),
  ];
}

/** Properties of a component: what CycloneDX has no field for. */
export function componentProperties(component: Component, project: Project | undefined): readonly NamedValue[] {
  return [
    ['licet:ecosystem', component.ecosystem],
    ...(component.firstParty ? [['licet:first-party', 'true'] as const] : [['licet:resolution', component.resolution] as const]),
    ...(project === undefined ? [] : projectProperties(project)),
    ...component.uses.map((use): NamedValue => [
      `licet:use`,
      `${use.project}: ${use.scopes.join(',')}${use.direct ? ' (direct)' : ''}`,
    ]),
    ...named('licet:alias', component.aliases),
    ...named('licet:bundled-in', component.bundledIn),
    ...named('licet:platform', component.platforms),
    ...named('licet:requirement', component.requirements),
    ...component.origins
      .filter((origin) => toReference(origin) === undefined)
      .map((origin): NamedValue => ['licet:origin', withoutPassword(origin.url)]),
    ...(hasLongVersion(component) ? [['licet:version', component.version ?? ''] as const] : []),
    ...licenseProperties(component),
    ...Object.entries(component.properties ?? {}),
  ];
}

// CycloneDX 1.6: `version` has at most 1024 characters.
const LONGEST_VERSION = 1024;

export function hasLongVersion(component: Component): boolean {
  return (component.version?.length ?? 0) > LONGEST_VERSION;
}

function projectProperties(project: Project): readonly NamedValue[] {
  return [
    ['licet:path', project.path === '' ? '.' : project.path],
    ['licet:role', project.role],
    ['licet:role:reason', project.roleReason],
    ...(project.private === undefined ? [] : [['licet:private', String(project.private)] as const]),
  ];
}

function licenseProperties(component: Component): readonly NamedValue[] {
  const { concluded } = component;
  const status: NamedValue = ['licet:license:status', concluded.status];
  const evidence = component.licenseEvidence.map((item): NamedValue => ['licet:license:evidence', describe(item)]);
  if (concluded.status === 'concluded') return [status, ['licet:license:rule', concluded.rule], ...evidence];
  if (concluded.status === 'conflict') return [status, ...named('licet:license:candidate', concluded.candidates), ...evidence];
  if (concluded.status === 'no-assertion') return [status, ['licet:license:reason', concluded.reason], ...evidence];
  return [status, ...evidence];
}

// `declared manifest-field at cache:cargo Cargo.toml:12-12: MIT/Apache-2.0`
function describe(evidence: LicenseEvidence): string {
  const { location, raw } = evidence;
  const lines = location.lines === undefined ? '' : `:${location.lines[0]}-${location.lines[1]}`;
  const shown = raw.length > LONGEST_RAW ? `${raw.slice(0, LONGEST_RAW)}…` : raw;
  const score = evidence.score === undefined ? '' : ` (${evidence.score})`;
  return `${evidence.role} ${evidence.method}${score} at ${location.root} ${location.path}${lines}: ${shown}`;
}

function named(name: string, values: readonly string[] = []): readonly NamedValue[] {
  return values.map((value) => [name, value]);
}

function isNotRead(input: InputFile): boolean {
  return input.state === 'stale' || input.state === 'unsupported' || input.state === 'failed';
}

function withReason(input: InputFile): string {
  return input.reason === undefined ? input.path : `${input.path}: ${input.reason}`;
}
