import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** Something wrong in a file that a person wrote, at its place; all of a file are told at once. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface ReadYaml<T> {
  /** Absent when there are problems. */
  readonly value?: T;
  readonly problems: readonly FileProblem[];
  /** A problem at a place of the file, for what only shows when values are held against each other. */
  problemAt(path: readonly PropertyKey[], message: string): FileProblem;
}

/** Reads YAML (or JSON) by a schema. Nothing is thrown: every mistake comes back with line and column. */
export function readYaml<T>(text: string, file: string, schema: z.ZodType<T>): ReadYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false, logLevel: 'silent' });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problemAt = (path: readonly PropertyKey[], message: string): FileProblem => ({
    file,
    ...place(offsetOf(document, path)),
    message,
  });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => {
      const [first = ''] = message.split('\n');
      return { file, ...place(pos[0]), message: `not valid YAML: ${first.replace(/ at line \d+, column \d+:?$/, '')}` };
    });
    return { problems, problemAt };
  }
  const plain = toPlain(document);
  if (typeof plain === 'string') return { problems: [problemAt([], plain)], problemAt };
  const found = schema.safeParse(plain.value);
  if (found.success) return { value: found.data, problems: [], problemAt };
  return { problems: found.error.issues.flatMap((issue) => toProblems(issue, problemAt)), problemAt };
}

/** All problems as text, one a line, as compilers write them. */
export function renderProblems(problems: readonly FileProblem[]): string {
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n');
}

// Aliases that unfold without end are refused by the parser with an exception of its own.
function toPlain(document: Document): { readonly value: unknown } | string {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    return `not readable: ${error instanceof Error ? error.message : 'too many aliases'}`;
  }
}

function toProblems(issue: z.core.$ZodIssue, at: ReadYaml<unknown>['problemAt']): FileProblem[] {
  const where = issue.path.length === 0 ? '' : `\`${issue.path.map(String).join('.')}\`: `;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      at([...issue.path, key], `unknown key \`${key}\`${where === '' ? '' : ` in ${where.slice(0, -2)}`}`),
    );
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [closest = []] = issue.errors.toSorted((a, b) => a.length - b.length);
    return closest.flatMap((inner) => toProblems({ ...inner, path: [...issue.path, ...inner.path] }, at));
  }
  return [at(issue.path, `${where}${issue.message}`)];
}

// The value that a path names; for a key that is not there, the mapping it is missing from.
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  for (const step of path) {
    const next = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))
      : isNode(node) && 'items' in node && typeof step === 'number'
        ? (node.items as unknown[])[step]
        : undefined;
    if (next === undefined) break;
    if (!isPair(next)) node = next;
    else if (isNode(next.value) && !(isScalar(next.value) && next.value.value === null)) node = next.value;
    else node = next.key;
  }
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
