/**
 * The tree of an expression. Leaves carry what was written and where, so that a message can point at one term.
 * Trees can be as deep as their text is long: walk them with `foldSpdx`, never by recursion.
 */
export type SpdxNode = SpdxTerm | SpdxBranch;

/**
 * `license`: on the SPDX list. `reference`: `LicenseRef-…`. `unknown`: a word that is neither.
 * `none` and `noassertion` are SPDX's two words for "there is no license" and "nobody said".
 */
export type SpdxTermKind = 'license' | 'reference' | 'unknown' | 'none' | 'noassertion';

export interface SpdxTerm {
  readonly type: 'term';
  readonly kind: SpdxTermKind;
  /** Official case, deprecated ids rewritten; a `+` or `WITH` is not part of it. */
  readonly license: string;
  /** `X+` and `X-or-later`. */
  readonly orLater: boolean;
  /** An exception of the SPDX list. */
  readonly exception?: string;
  /** Anything else after `WITH`: `AdditionRef-…`, or an id that SPDX does not list. It may take rights away. */
  readonly addition?: string;
  /** Span in the text it was read from, in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface SpdxBranch {
  readonly type: 'and' | 'or';
  /** At least two. */
  readonly children: readonly SpdxNode[];
  readonly start: number;
  readonly end: number;
}

export interface SpdxFold<T> {
  term(term: SpdxTerm): T;
  branch(branch: SpdxBranch, children: readonly T[]): T;
}

/** Bottom-up over the tree with an explicit stack: depth costs memory, not call stack. */
export function foldSpdx<T>(root: SpdxNode, fold: SpdxFold<T>): T {
  if (root.type === 'term') return fold.term(root);
  const stack: { readonly branch: SpdxBranch; readonly done: T[] }[] = [{ branch: root, done: [] }];
  for (;;) {
    const frame = stack.at(-1);
    if (frame === undefined) throw new Error('a fold ended without a value');
    const child = frame.branch.children[frame.done.length];
    if (child === undefined) {
      const value = fold.branch(frame.branch, frame.done);
      stack.pop();
      const parent = stack.at(-1);
      if (parent === undefined) return value;
      parent.done.push(value);
    } else if (child.type === 'term') frame.done.push(fold.term(child));
    else stack.push({ branch: child, done: [] });
  }
}

/** All leaves in the order they are written. */
export function spdxTerms(root: SpdxNode): SpdxTerm[] {
  const terms: SpdxTerm[] = [];
  const stack: SpdxNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'term') terms.push(node);
    else for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as SpdxNode);
  }
  return terms;
}
