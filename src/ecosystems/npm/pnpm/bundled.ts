import { field, listField } from '../../formats/values.ts';
import type { LockGraph } from '../locks/lock-graph.ts';
import { factsOf, graphEntryOf, lineOfPackage, type PnpmDocument } from './document.ts';

const SHOWN = 3;

/**
 * Says which packages ship others in their own archive (`bundledDependencies`): pnpm leaves those out of the lockfile, so
 * that neither their versions nor what they need is known.
 */
export function reportBundles(graph: LockGraph, document: PnpmDocument, keys: readonly string[]): void {
  for (const key of keys) {
    const bundled = listField(factsOf(document, key), 'bundledDependencies') ?? [];
    const entry = graphEntryOf(document, key);
    const locked = ['dependencies', 'optionalDependencies'].map((map) => field(entry, map));
    const unknown = bundled.filter(
      (name): name is string => typeof name === 'string' && locked.every((map) => field(map, name) === undefined),
    );
    if (unknown.length === 0) continue;
    const shown = unknown.slice(0, SHOWN).map((name) => `\`${name}\``);
    const more = unknown.length > SHOWN ? ` and ${unknown.length - SHOWN} more` : '';
    const message = `\`${key}\` ships ${shown.join(', ')}${more} in its own archive, and the lockfile says nothing of them`;
    graph.report('dependency-graph-incomplete', message, lineOfPackage(document, key));
  }
}
