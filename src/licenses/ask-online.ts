import type { Component } from '../domain/component.ts';
import type { Project } from '../domain/project.ts';
import { purlParts } from '../domain/purl.ts';

export interface Questions {
  readonly asked: readonly Component[];
  /** Not known, and not asked about: their names may be private. */
  readonly withheld: readonly Component[];
}

/**
 * Which components a public registry may be asked about: those of which nothing is concluded, from a default registry, with a
 * version. The name of a package from another registry, from a repository, or that shares its scope, group or module prefix with a
 * project of this repository is nobody else's business.
 */
export function questionsOf(components: readonly Component[], projects: readonly Project[]): Questions {
  const own = new Set(
    projects.flatMap(({ name, ecosystem }) => [`${ecosystem} ${name.toLowerCase()}`, ...spaceOf(ecosystem, name)]),
  );
  const asked: Component[] = [];
  const withheld: Component[] = [];
  for (const component of components) {
    const { firstParty, purl, version, concluded } = component;
    if (firstParty || purl === undefined || version === undefined || concluded.status !== 'no-assertion') continue;
    if (isPublic(component, own)) asked.push(component);
    else withheld.push(component);
  }
  return { asked, withheld };
}

function isPublic({ purl, name, ecosystem }: Component, own: ReadonlySet<string>): boolean {
  const { qualifiers } = purl === undefined ? {} : purlParts(purl);
  if (['repository_url', 'vcs_url', 'download_url'].some((key) => qualifiers?.[key] !== undefined)) return false;
  return ![`${ecosystem} ${name.toLowerCase()}`, ...spaceOf(ecosystem, name)].some((key) => own.has(key));
}

/** `@acme` of `@acme/a`, `com.acme` of `com.acme:a`, `acme` of `acme/a`, `github.com/acme` of a Go module. */
function spaceOf(ecosystem: string, name: string): readonly string[] {
  const lower = name.toLowerCase();
  const space = lower.startsWith('@')
    ? /^@[^/]+/.exec(lower)?.[0]
    : lower.includes(':')
      ? /^[^:]+/.exec(lower)?.[0]
      : (/^[^/]+\.[^/]+\/[^/]+(?=\/)/.exec(lower)?.[0] ?? /^[^/.]+(?=\/)/.exec(lower)?.[0]);
  return space === undefined ? [] : [`${ecosystem} ${space}`];
}
