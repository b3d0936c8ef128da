import type { Scope } from '../../domain/scope.ts';

/** What a conanfile says in literals. */
export interface ConanRecipe {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly licenses: readonly string[];
  readonly licenseLine?: number;
  readonly requirements: readonly ConanRequirement[];
  /** Lines with a requirement that is computed. */
  readonly computed: readonly number[];
}

export interface ConanRequirement {
  readonly text: string;
  readonly scope: Scope;
  readonly line: number;
  /** Asked for under a condition, or only for the version of what something else asks for: a lockfile may do without. */
  readonly isConditional?: true;
}

/** `build_requires` are tools: development. Recipes that others extend (`python_requires`) take part in the build. */
export const SCOPE_OF_REQUIREMENT: Readonly<Record<string, Scope>> = {
  requires: 'runtime',
  build_requires: 'dev',
  tool_requires: 'dev',
  test_requires: 'test',
  python_requires: 'build',
};
