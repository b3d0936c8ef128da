/** A case file that is not what it should be: the author's mistake, told with the case's id. */
export class CaseProblem extends Error {
  override readonly name = 'CaseProblem';
}

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(source: Fields, key: string): Fields | undefined {
  const value = source[key];
  return isRecord(value) ? value : undefined;
}

export function text(source: Fields, key: string): string | undefined {
  const value = source[key];
  return typeof value === 'string' ? value : undefined;
}

export function texts(source: Fields, key: string): readonly string[] {
  const value = source[key];
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new CaseProblem(`\`${key}\` is not a list of texts`);
  return value;
}

export function list(source: Fields, key: string): readonly Fields[] {
  const value = source[key];
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isRecord)) throw new CaseProblem(`\`${key}\` is not a list`);
  return value;
}

export function oneOf<T extends string>(source: Fields, key: string, words: readonly T[]): T | undefined {
  const value = source[key];
  if (value === undefined) return undefined;
  const word = words.find((item) => item === value);
  if (word === undefined) throw new CaseProblem(`\`${key}\` is not one of ${words.join(', ')}`);
  return word;
}
