import type { Scope } from '../domain/scope.ts';
import type { SbomEdge } from './draft.ts';
import { isOwnDocument } from './own-comment.ts';
import type { SpdxDocument } from './spdx-draft.ts';
import { meaningOf } from './spdx-relationships.ts';
import { toEdges } from './to-edges.ts';

const DOCUMENT = 'SPDXRef-DOCUMENT';

/** A relationship as SPDX 2 states it. */
export interface StatedRelation {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  /** As licet says it where SPDX 2 has no relationship for it. */
  readonly scope: Scope | undefined;
}

/**
 * Relationships as edges between packages, scope by scope; `files` are those of the document by their references. What says
 * nothing of packages is counted as lost.
 */
export function relateSpdx2(
  stated: readonly StatedRelation[],
  files: ReadonlyMap<string, string>,
  document: SpdxDocument,
): SbomEdge[] {
  const { collector, lost } = document;
  const { needs, inside } = sortOut(stated, files, document);
  const edges: SbomEdge[] = [];
  for (const scope of new Set([...needs.keys(), ...inside.keys()])) {
    const found = toEdges(collector, { needs: needs.get(scope) ?? [], inside: inside.get(scope) ?? [] });
    for (const edge of found.edges) edges.push({ ...edge, scope });
    for (const [from, to] of found.dangling) lost.add('relationships with elements that are not there', `${from} → ${to}`);
  }
  return edges;
}

/** Pairs of references by scope; the scopes in the order in which they are first met. */
type PairsByScope = Map<Scope, [from: string, to: string][]>;

function sortOut(
  stated: readonly StatedRelation[],
  files: ReadonlyMap<string, string>,
  { described, lost, tools }: SpdxDocument,
): { readonly needs: PairsByScope; readonly inside: PairsByScope } {
  const needs: PairsByScope = new Map();
  const inside: PairsByScope = new Map();
  const isOwn = isOwnDocument(tools);
  for (const { from, type, to, scope } of stated) {
    const meaning = meaningOf(type);
    const [first, second] = meaning?.reversed === true ? [to, from] : [from, to];
    if (meaning === undefined) lost.add(`relationships ${type}`, `${from} → ${to}`);
    else if (meaning.kind === 'describes') described.add(second);
    else if (files.has(first) || files.has(second)) lost.add('relationships with files', `${from} → ${to}`);
    else if (first === DOCUMENT) described.add(second);
    else {
      // We write what runs as DEPENDS_ON; of others nobody knows what they mean by it.
      const plain = isOwn && type === 'DEPENDS_ON' ? (scope ?? 'runtime') : (meaning.scope ?? 'runtime');
      const pairs = meaning.kind === 'needs' ? needs : inside;
      const known = pairs.get(plain);
      if (known === undefined) pairs.set(plain, [[first, second]]);
      else known.push([first, second]);
    }
  }
  return { needs, inside };
}
