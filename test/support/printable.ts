import type { Component } from '../../src/domain/component.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';

/** A snapshot as a reviewer wants to read it: one line per edge and use, nothing that is empty. */
export function printable(snapshot: Snapshot): unknown {
  return {
    // License files beside a project are shown by tests of their own; fixtures are about dependencies.
    projects: snapshot.projects.map(({ licensing: _licensing, ...project }) => project),
    components: snapshot.components.map(printableComponent),
    edges: snapshot.edges.map(
      (edge) => `${edge.from} -> ${edge.to} (${edge.scope})${edge.requirement === undefined ? '' : ` ${edge.requirement}`}`,
    ),
    inputs: snapshot.inputs.map(
      (input) => `${input.state} ${input.path}${input.reason === undefined ? '' : `: ${input.reason}`}`,
    ),
    diagnostics: snapshot.diagnostics.map(
      (item) => `${item.severity} ${item.code} ${item.path ?? ''}:${item.line ?? ''} ${item.message}`,
    ),
  };
}

function printableComponent(component: Component): unknown {
  const {
    id,
    firstParty,
    uses,
    occurrences,
    hashes,
    licenseEvidence,
    declared,
    detected: _detected,
    concluded,
    ...rest
  } = component;
  const shown = {
    id,
    ...(firstParty && { firstParty }),
    ...rest,
    hashes: hashes.map((hash) => `${hash.algorithm}:${hash.value.slice(0, 12)}…`),
    uses: uses.map((use) => `${use.project} ${use.scopes.join('+')}${use.direct ? ' direct' : ''}`),
    occurrences: occurrences.map((occurrence) => `${occurrence.path}:${occurrence.line ?? ''}`),
    licenseEvidence: licenseEvidence.map(
      (evidence) =>
        `${evidence.role} ${evidence.method} ${evidence.raw} => ${evidence.expression ?? '?'} at ${evidence.location.path}`,
    ),
    declared: declared.status === 'concluded' ? declared.expression : declared,
    concluded: concluded.status === 'concluded' ? concluded.expression : concluded,
  };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}
