import type { Component, Use } from './component.ts';
import type { Project } from './project.ts';

/**
 * What SPDX has no field for, as a sentence of facts for a comment: `npm, locked; used by web#npm:web: dev (direct)`. People
 * read it, and so does licet when a document of its own comes back.
 */
export function factsText(component: Component, project: Project | undefined): string {
  const { firstParty, ecosystem, resolution, uses, properties } = component;
  return [
    `${ecosystem}, ${resolution}`,
    ...(firstParty ? ['first-party'] : []),
    ...(project === undefined ? [] : projectFacts(project)),
    ...uses.map((use) => `used by ${useText(use)}`),
    ...Object.entries(properties ?? {}).map(([name, value]) => `${name}: ${value}`),
  ]
    .map(escapeFact)
    .join('; ');
}

function projectFacts({ path, role, private: isPrivate }: Project): string[] {
  const shown = isPrivate === undefined ? '' : isPrivate ? ', private' : ', public';
  return [`project at ${path === '' ? '.' : path}`, `role ${role}${shown}`];
}

/** `services/api#npm:api: runtime,dev (direct)` */
export function useText({ project, scopes, direct }: Use): string {
  return `${project}: ${scopes.join(',')}${direct ? ' (direct)' : ''}`;
}

/** The facts of such a text; whatever else stands in it stays as it is. */
export function splitFacts(text: string): string[] {
  return [...text.matchAll(/(?:^|; )((?:[^;\\]|\\.)*)/gs)].map(([, fact = '']) => fact.replaceAll(/\\(.)/gs, '$1'));
}

function escapeFact(fact: string): string {
  return fact.replaceAll(/[\\;]/g, '\\$&');
}
