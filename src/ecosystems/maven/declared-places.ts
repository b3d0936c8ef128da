import type { Occurrence } from '../../domain/component.ts';
import type { Collected, Link } from './collect.ts';
import type { Model } from './model.ts';

/**
 * Where in the tree each artifact of a build comes from: its own declaration, in the project or in a module that the project depends
 * on; else, for what published POMs bring along, the nearest declaration on the way to it.
 */
export function declaredPlaces(root: Model, { direct, artifacts }: Collected): ReadonlyMap<string, Occurrence> {
  const places = new Map<string, Occurrence>();
  const note = (links: readonly Link[], nearest: Occurrence): void => {
    for (const { to, dependency } of links) {
      if (places.has(to)) continue;
      const { place, line } = dependency;
      places.set(to, place.root === 'tree' ? { path: place.path, line } : nearest);
    }
  };
  note(direct, { path: root.place.path, line: root.line });
  // A map goes on with what is added to it: breadth first, so that the nearest declaration wins.
  for (const [id, place] of places) note(artifacts.get(id)?.links ?? [], place);
  return places;
}
