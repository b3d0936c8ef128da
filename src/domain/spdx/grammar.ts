import parseWithOracle, { type OracleNode } from 'spdx-expression-parse';
import type { SpdxBranch, SpdxNode, SpdxTerm } from './node.ts';

/** An expression whose terms are read: what is left is operators and parentheses. */
export type SpdxItem = SpdxTerm | { readonly type: 'and' | 'or' | '(' | ')'; readonly start: number; readonly end: number };

export type SpdxTree = { readonly node: SpdxNode } | { readonly problem: string; readonly start: number; readonly end: number };

/**
 * Beyond this many tokens the oracle is not asked: it recurses, and 5,000 nested parentheses
 * or 10,000 terms overflow its stack (measured with spdx-expression-parse 5.0.0).
 */
const ORACLE_LIMIT = 2000;

/**
 * The tree of the items. The grammar is the one of `spdx-expression-parse`: it is given the expression with every
 * term replaced by a reference, and its leaves are zipped back in order. Our own parser finds the place of a problem,
 * and reads what is too long for the oracle.
 */
export function toTree(items: readonly SpdxItem[], length: number): SpdxTree {
  const own = shunt(items, length);
  if ('problem' in own || items.length > ORACLE_LIMIT) return own;
  const oracle = askOracle(items);
  if (oracle === 'too-deep') return own;
  if (oracle === undefined) return { problem: 'not an SPDX license expression', start: 0, end: length };
  return { node: zip(oracle, items.filter(isTerm)) };
}

function askOracle(items: readonly SpdxItem[]): OracleNode | 'too-deep' | undefined {
  let count = 0;
  const text = items.map((item) => (item.type === 'term' ? `LicenseRef-${count++}` : item.type.toUpperCase())).join(' ');
  try {
    return parseWithOracle(text);
  } catch (error) {
    return error instanceof RangeError ? 'too-deep' : undefined;
  }
}

// The oracle nests to the right: `a AND b AND c` is a AND (b AND c). A run of one operator becomes one branch.
function zip(root: OracleNode, terms: readonly SpdxTerm[]): SpdxNode {
  let next = 0;
  const done: SpdxNode[] = [];
  type Step = OracleNode | { readonly make: 'and' | 'or'; readonly count: number };
  const stack: Step[] = [root];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ('make' in step) done.push(branch(step.make, done.splice(done.length - step.count)));
    else if ('license' in step) done.push(terms[next++] as SpdxTerm);
    else {
      const { conjunction } = step;
      const operands: OracleNode[] = [];
      let rest: OracleNode = step;
      while ('conjunction' in rest && rest.conjunction === conjunction) {
        operands.push(rest.left);
        rest = rest.right;
      }
      operands.push(rest);
      stack.push({ make: conjunction, count: operands.length }, ...operands.toReversed());
    }
  }
  return done[0] as SpdxNode;
}

interface Frame {
  readonly open: { readonly start: number; readonly end: number } | undefined;
  /** Finished operands of OR. */
  readonly ors: SpdxNode[];
  /** Operands of the AND that is being read. */
  ands: SpdxNode[];
}

/** Precedence without recursion: one frame per open parenthesis, WITH is already part of the terms. */
function shunt(items: readonly SpdxItem[], length: number): SpdxTree {
  const frames: Frame[] = [{ open: undefined, ors: [], ands: [] }];
  let wantsOperand = true;
  for (const item of items) {
    const frame = frames.at(-1) as Frame;
    const { start, end } = item;
    if (item.type === 'term') {
      if (!wantsOperand) return { problem: 'expected AND, OR or WITH', start, end };
      frame.ands.push(item);
      wantsOperand = false;
    } else if (item.type === '(') {
      if (!wantsOperand) return { problem: 'expected AND, OR or WITH', start, end };
      frames.push({ open: { start, end }, ors: [], ands: [] });
    } else if (wantsOperand) {
      return { problem: 'expected a license', start, end };
    } else if (item.type === 'and') {
      wantsOperand = true;
    } else if (item.type === 'or') {
      closeAnd(frame);
      wantsOperand = true;
    } else {
      const parent = frames.at(-2);
      if (parent === undefined) return { problem: 'this `)` closes nothing', start, end };
      frames.pop();
      parent.ands.push(close(frame));
    }
  }
  const last = frames.at(-1) as Frame;
  if (wantsOperand) return { problem: 'expected a license', start: length, end: length };
  if (last.open !== undefined) return { problem: 'this `(` is never closed', ...last.open };
  return { node: close(last) };
}

function closeAnd(frame: Frame): void {
  frame.ors.push(branch('and', frame.ands));
  frame.ands = [];
}

function close(frame: Frame): SpdxNode {
  closeAnd(frame);
  return branch('or', frame.ors);
}

function branch(type: SpdxBranch['type'], children: readonly SpdxNode[]): SpdxNode {
  const [first] = children;
  const last = children.at(-1);
  if (first === undefined || last === undefined) throw new Error('a branch needs operands');
  return children.length === 1 ? first : { type, children, start: first.start, end: last.end };
}

function isTerm(item: SpdxItem): item is SpdxTerm {
  return item.type === 'term';
}
