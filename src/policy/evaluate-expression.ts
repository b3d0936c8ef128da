import { foldSpdx, renderTerm, type SpdxNode, type SpdxTerm } from '../domain/spdx-expression.ts';
import { categoryRank } from './categories.ts';
import { isNamed } from './decide-candidate.ts';
import { decideTerm, type TermContext, type TermDecision } from './decide-term.ts';
import { levelRank, type Decision, type Level, type VerdictNote } from './decision.ts';

export interface JudgedTerm extends TermDecision {
  readonly term: SpdxTerm;
  /** It is part of the branch that was chosen. */
  readonly chosen: boolean;
}

export interface ExpressionVerdict {
  readonly level: Level;
  /** Of the term that settled it. */
  readonly decision: Decision;
  /** Terms of the chosen branch, each once, joined by AND. */
  readonly chosen: string;
  /** Every term in the order it is written, for the explanation. */
  readonly terms: readonly JudgedTerm[];
  readonly notes: readonly VerdictNote[];
}

/** One node's answer. `cost` orders the branches of an OR; ties go to the first. */
interface Judged {
  readonly level: Level;
  readonly decision: Decision;
  readonly prefer: number;
  readonly rank: number;
  readonly size: number;
  readonly picks: Picks;
}

type Picks = TermPick | readonly Picks[];
interface TermPick {
  readonly term: SpdxTerm;
  readonly result: TermDecision;
}

/**
 * Judges the tree: OR takes the best branch, AND the worst. Linear: every node is looked at once, and the cost of an
 * AND is its worst part, so no set of branches is ever combined.
 */
export function evaluateExpression(node: SpdxNode, context: TermContext): ExpressionVerdict {
  const decided = new Map<string, TermDecision>();
  const picks: TermPick[] = [];
  let hasOr = false;
  const root = foldSpdx<Judged>(node, {
    term: (term) => {
      const key = renderTerm(term);
      const result = decided.get(key) ?? decideTerm(term, context);
      decided.set(key, result);
      const pick = { term, result };
      picks.push(pick);
      const { decision, candidate } = result;
      const rank = categoryRank(candidate.pairCategory ?? candidate.category);
      return { level: decision.level, decision, prefer: isNamed(context.policy.prefer, candidate), rank, size: 1, picks: pick };
    },
    branch: (branch, children) => {
      if (branch.type === 'and') return worst(children);
      hasOr = true;
      return children.reduce((best, next) => (compareCost(next, best) < 0 ? next : best));
    },
  });
  const chosen = flatten(root.picks);
  const chosenTerms = new Set(chosen.map((pick) => pick.term));
  const notes: VerdictNote[] = [];
  if (hasOr) notes.push('or-choice');
  if (chosen.some((pick) => pick.result.member !== undefined)) notes.push('or-later-choice');
  return {
    level: root.level,
    decision: root.decision,
    chosen: [...new Set(chosen.map((pick) => renderTerm(pick.term)))].join(' AND '),
    terms: picks.map(({ term, result }) => ({ ...result, term, chosen: chosenTerms.has(term) })),
    notes,
  };
}

function worst(children: readonly Judged[]): Judged {
  const decisive = children.reduce((left, right) => (levelRank(right.level) > levelRank(left.level) ? right : left));
  return {
    level: decisive.level,
    decision: decisive.decision,
    prefer: children.reduce((most, child) => Math.max(most, child.prefer), 0),
    rank: children.reduce((most, child) => Math.max(most, child.rank), 0),
    size: children.reduce((sum, child) => sum + child.size, 0),
    picks: children.map((child) => child.picks),
  };
}

function compareCost(a: Judged, b: Judged): number {
  return levelRank(a.level) - levelRank(b.level) || a.prefer - b.prefer || a.rank - b.rank || a.size - b.size;
}

function flatten(root: Picks): TermPick[] {
  const out: TermPick[] = [];
  const stack: Picks[] = [root];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (isPick(item)) out.push(item);
    else for (let i = item.length - 1; i >= 0; i--) stack.push(item[i] as Picks);
  }
  return out;
}

function isPick(item: Picks): item is TermPick {
  return 'term' in item;
}
