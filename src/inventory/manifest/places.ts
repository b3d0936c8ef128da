import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { ManifestPath, ManifestProblem, PlacelessProblem } from './problem.ts';

/** Looks up where mistakes stand. A second, slower parse with positions, made only for files that have some. */
export function placeProblems(text: string, file: string, problems: readonly PlacelessProblem[]): ManifestProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const syntax: ManifestProblem[] = document.errors.map((error) => {
    const [first = ''] = error.message.split('\n');
    const { line, col } = lines.linePos(error.pos[0]);
    const message = `not valid YAML: ${first.replace(/ at line \d+, column \d+:?$/, '')}`;
    return { code: 'ORG001', severity: 'error', message, file, line: Math.max(1, line), column: Math.max(1, col), length: 1 };
  });
  if (syntax.length > 0) return syntax;
  return problems
    .map(({ path, atKey, ...problem }): ManifestProblem => {
      const node = (atKey === true ? keyAt(document, path) : undefined) ?? nodeAt(document, path);
      const [start, end] = node?.range ?? [0, 1];
      const { line, col } = lines.linePos(start);
      return { ...problem, file, line, column: col, length: isScalar(node) ? Math.max(1, end - start) : 1 };
    })
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

// The nearest thing that is there: a missing key is reported at the mapping that lacks it.
function nodeAt(document: Document, path: ManifestPath): Node | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const found: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(found)) return found;
  }
  return isNode(document.contents) ? document.contents : undefined;
}

function keyAt(document: Document, path: ManifestPath): Node | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const key = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))?.key;
  return isNode(key) ? key : undefined;
}
