import type { Assembly } from '../../domain/assembly.ts';
import type { Component } from '../../domain/component.ts';
import type { Snapshot } from '../../domain/snapshot.ts';

const UNKNOWN = { status: 'no-assertion', reason: 'no-evidence' } as const;

/** What the document is about, as a component: the repository that was scanned, or the organization. */
export function rootComponent(snapshot: Snapshot, assembly?: Assembly): Component {
  const { source } = snapshot;
  return {
    id: rootId(snapshot),
    firstParty: true,
    type: 'application',
    ecosystem: assembly?.root.kind ?? 'repository',
    resolution: 'locked',
    name: source.name,
    ...(source.commit !== undefined && { version: source.commit }),
    hashes: [],
    origins:
      source.repository === undefined
        ? []
        : [{ kind: 'vcs', url: source.repository, ...(source.commit !== undefined && { revision: source.commit }) }],
    uses: [],
    occurrences: [],
    licenseEvidence: [],
    declared: UNKNOWN,
    detected: UNKNOWN,
    concluded: UNKNOWN,
  };
}

/** Nobody else's id starts like this; should one do so all the same, ours moves out of its way. */
export function rootId(snapshot: Snapshot): string {
  const ids = new Set(snapshot.components.map((component) => component.id));
  let id = `licet:root:${snapshot.source.name}`;
  while (ids.has(id)) id += '~';
  return id;
}
