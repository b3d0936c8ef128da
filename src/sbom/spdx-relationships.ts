import type { Scope } from '../domain/scope.ts';

/** What a relationship means for the graph. `reversed`: the second element needs, or contains, the first. */
export interface RelationshipMeaning {
  readonly kind: 'needs' | 'contains' | 'describes';
  readonly reversed?: true;
  readonly scope?: Scope;
}

const needs = (scope: Scope): RelationshipMeaning => ({ kind: 'needs', scope });
const neededBy = (scope: Scope): RelationshipMeaning => ({ kind: 'needs', reversed: true, scope });

/** SPDX 2.3, clause 11.1, "Relationship field"; types that say nothing of dependencies or parts have no row. */
const MEANINGS: Readonly<Record<string, RelationshipMeaning>> = {
  DESCRIBES: { kind: 'describes' },
  DESCRIBED_BY: { kind: 'describes', reversed: true },
  CONTAINS: { kind: 'contains' },
  CONTAINED_BY: { kind: 'contains', reversed: true },
  PACKAGE_OF: { kind: 'contains', reversed: true },
  OPTIONAL_COMPONENT_OF: { kind: 'contains', reversed: true, scope: 'optional' },
  DEPENDS_ON: needs('unknown'),
  DEPENDENCY_OF: neededBy('unknown'),
  RUNTIME_DEPENDENCY_OF: neededBy('runtime'),
  OPTIONAL_DEPENDENCY_OF: neededBy('optional'),
  PROVIDED_DEPENDENCY_OF: neededBy('provided'),
  BUILD_DEPENDENCY_OF: neededBy('build'),
  DEV_DEPENDENCY_OF: neededBy('dev'),
  TEST_DEPENDENCY_OF: neededBy('test'),
  DEV_TOOL_OF: neededBy('dev'),
  BUILD_TOOL_OF: neededBy('dev'),
  TEST_TOOL_OF: neededBy('test'),
  HAS_PREREQUISITE: needs('unknown'),
  PREREQUISITE_FOR: neededBy('unknown'),
  STATIC_LINK: needs('runtime'),
  DYNAMIC_LINK: needs('runtime'),
};

/** The meaning of a relationship type of SPDX 2; `undefined` when it says nothing of dependencies or parts. */
export function meaningOf(type: string): RelationshipMeaning | undefined {
  return Object.hasOwn(MEANINGS, type) ? MEANINGS[type] : undefined;
}

/** SPDX 3.0.1, Core/Vocabularies/RelationshipType, with the scope of a LifecycleScopedRelationship apart. */
export const MEANINGS_3: Readonly<Record<string, RelationshipMeaning>> = {
  describes: { kind: 'describes' },
  contains: { kind: 'contains' },
  hasOptionalComponent: { kind: 'contains', scope: 'optional' },
  packagedBy: { kind: 'contains', reversed: true },
  dependsOn: needs('unknown'),
  hasPrerequisite: needs('unknown'),
  hasOptionalDependency: needs('optional'),
  hasProvidedDependency: needs('provided'),
  hasStaticLink: needs('runtime'),
  hasDynamicLink: needs('runtime'),
  usesTool: needs('dev'),
};

/** SPDX 3.0.1, Core/Vocabularies/LifecycleScopeType. */
export const LIFECYCLES: Readonly<Record<string, Scope>> = {
  design: 'dev',
  development: 'dev',
  build: 'build',
  test: 'test',
  runtime: 'runtime',
  other: 'unknown',
};
