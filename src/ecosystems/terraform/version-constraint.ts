import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from '../formats/semantic-version.ts';

/**
 * Whether the constraints of a provider, `>= 3.0, != 3.7.1, ~> 3.2`, allow a version (developer.hashicorp.com, "Version
 * constraints"); `undefined` when they are not understood, or prereleases are in play.
 */
export function satisfies(version: string, constraints: string): boolean | undefined {
  const exact = parseSemanticVersion(version);
  if (exact === undefined || exact.pre.length > 0) return undefined;
  const answers = new Set(
    constraints
      .slice(0, 500)
      .split(',')
      .map((part) => allows(exact, part)),
  );
  return answers.has(undefined) ? undefined : !answers.has(false);
}

function allows(version: SemanticVersion, constraint: string): boolean | undefined {
  const [, operator = '', written = ''] = /^\s*(>=|<=|!=|~>|>|<|=|)\s*v?(\d+(?:\.\d+){0,2})\s*$/.exec(constraint) ?? [];
  const parts = written.split('.');
  const bound = parseSemanticVersion([...parts, '0', '0'].slice(0, 3).join('.'));
  if (bound === undefined) return undefined;
  const order = compareSemanticVersions(version, bound);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    case '!=':
      return order !== 0;
    case '~>':
      // The last number that is written may grow.
      return (
        order >= 0 && bound.numbers.slice(0, Math.max(1, parts.length - 1)).every((n, index) => n === version.numbers[index])
      );
    default:
      return order === 0;
  }
}
