import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { hintFor } from '../did-you-mean.ts';
import { problem, type PolicyCode, type PolicyProblem } from '../problem.ts';
import type { PolicyPosition } from '../position.ts';

/** A value of the file with its place. Readers only go where the schema goes, so a cyclic alias is never followed far. */
export type YamlValue = Node | undefined;

/** Reads one file: every mistake is collected with its place, nothing is thrown, and reading goes on behind it. */
export interface YamlReader {
  readonly file: string;
  readonly problems: PolicyProblem[];
  readonly root: YamlValue;
  at(value: YamlValue): PolicyPosition;
  report(code: PolicyCode, message: string, value: YamlValue, hint?: string): void;
  /** The entries of a mapping; keys outside `keys` are reported. */
  mapping(value: YamlValue, name: string, keys?: readonly string[]): ReadonlyMap<string, YamlValue>;
  list(value: YamlValue, name: string): readonly Node[];
  text(value: YamlValue, name: string): string | undefined;
  texts(value: YamlValue, name: string): readonly { readonly text: string; readonly node: Node }[];
  word<T extends string>(value: YamlValue, name: string, words: readonly T[]): T | undefined;
  flag(value: YamlValue, name: string): boolean | undefined;
  count(value: YamlValue, name: string, least: number): number | undefined;
}

export function readYaml(source: string, file: string): YamlReader {
  const lines = new LineCounter();
  const document: Document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, merge: false, logLevel: 'silent' });
  const problems: PolicyProblem[] = [];
  const positionOf = (offset: number): PolicyPosition => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const error of document.errors) {
    const [first = ''] = error.message.split('\n');
    problems.push(
      problem('POL001', `not valid YAML: ${first.replace(/ at line \d+, column \d+:?$/, '')}`, positionOf(error.pos[0])),
    );
  }

  const resolved = (value: YamlValue): YamlValue => (isAlias(value) ? value.resolve(document) : value);
  const at = (value: YamlValue): PolicyPosition => positionOf(value?.range?.[0] ?? 0);
  const lengthOf = (value: YamlValue): number => (isScalar(value) ? (value.range?.[1] ?? 0) - (value.range?.[0] ?? 0) : 1);
  const report = (code: PolicyCode, message: string, value: YamlValue, hint?: string): void => {
    problems.push(problem(code, message, at(value), { length: lengthOf(value), hint }));
  };
  const isAbsent = (value: YamlValue): boolean => value === undefined || (isScalar(value) && value.value === null);

  const mapping: YamlReader['mapping'] = (given, name, keys) => {
    const value = resolved(given);
    const entries = new Map<string, YamlValue>();
    if (isAbsent(value)) return entries;
    if (!isMap(value)) {
      report('POL001', `\`${name}\` must be a mapping`, value);
      return entries;
    }
    for (const pair of value.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (keys !== undefined && !keys.includes(key)) {
        // `reason: one, two` inside braces is a reason and a key without value: harmless, and worth a word.
        if (isAbsent((pair.value ?? undefined) as YamlValue)) {
          const hint = hintFor(key, keys) ?? 'a text with a comma needs quotes inside `{ }`';
          const at = positionOf((pair.key as Node).range?.[0] ?? 0);
          problems.push(
            problem('POL001', `\`${key}\` in ${name} has no value`, at, { length: key.length, hint, severity: 'warning' }),
          );
          continue;
        }
        const hint = hintFor(key, keys) ?? `known keys: ${keys.join(', ')}`;
        report('POL001', `unknown key \`${key}\` in ${name}`, pair.key as Node, hint);
      } else entries.set(key, (pair.value ?? undefined) as YamlValue);
    }
    return entries;
  };
  const list: YamlReader['list'] = (given, name) => {
    const value = resolved(given);
    if (isAbsent(value)) return [];
    if (isSeq(value)) return value.items as Node[];
    report('POL001', `\`${name}\` must be a list`, value);
    return [];
  };
  const text: YamlReader['text'] = (given, name) => {
    const value = resolved(given);
    if (isAbsent(value)) return undefined;
    // `revision: 2026.10` is a number for YAML; what was written is what is meant.
    if (isScalar(value) && typeof value.value === 'string') return value.value;
    if (isScalar(value) && typeof value.value === 'number') return value.source ?? String(value.value);
    report('POL001', `\`${name}\` must be a text`, value);
    return undefined;
  };
  const word: YamlReader['word'] = (value, name, words) => {
    const written = text(value, name);
    if (written === undefined) return undefined;
    const found = words.find((item) => item === written);
    if (found === undefined)
      report('POL001', `\`${name}\` is \`${written}\``, value, hintFor(written, words) ?? `one of ${words.join(', ')}`);
    return found;
  };
  const scalar = <T>(given: YamlValue, name: string, is: (value: unknown) => value is T, what: string): T | undefined => {
    const value = resolved(given);
    if (isAbsent(value)) return undefined;
    if (isScalar(value) && is(value.value)) return value.value;
    report('POL001', `\`${name}\` must be ${what}`, value);
    return undefined;
  };
  return {
    file,
    problems,
    root: document.contents ?? undefined,
    at,
    report,
    mapping,
    list,
    text,
    texts: (value, name) =>
      list(value, name).flatMap((node) => {
        const found = text(node, name);
        return found === undefined ? [] : [{ text: found, node }];
      }),
    word,
    flag: (value, name) => scalar(value, name, (item) => typeof item === 'boolean', '`true` or `false`'),
    count: (value, name, least) =>
      scalar(
        value,
        name,
        (item): item is number => Number.isInteger(item) && (item as number) >= least,
        `a whole number from ${least}`,
      ),
  };
}
