import { matchesName } from '../../domain/name-pattern.ts';

export { matchesName };

/** The names that a pattern stands for; `*` is any run of characters, other patterns are plain names. */
export function namesMatching(pattern: string, names: readonly string[]): readonly string[] {
  return pattern.includes('*') ? names.filter((name) => matchesName(pattern, name)) : names.filter((name) => name === pattern);
}
