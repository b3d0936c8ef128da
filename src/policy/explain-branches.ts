import type { Finding } from '../domain/finding.ts';
import { foldSpdx, renderTerm, type SpdxNode } from '../domain/spdx-expression.ts';
import { renderNode } from '../domain/spdx/render.ts';
import { levelRank, type Level } from './decision.ts';
import type { Verdict } from './judge.ts';

/** The alternatives of an expression that is an OR at its top, best first, as the judge saw them. */
export function explainBranches(verdict: Verdict): Finding['license']['branches'] {
  const { parse } = verdict;
  if (parse?.ok !== true || parse.node.type !== 'or' || verdict.choice !== undefined) return [];
  const levels = new Map(verdict.terms.map((item) => [renderTerm(item.term), item.decision.level]));
  const chosen = new Set(verdict.terms.filter((item) => item.chosen).map((item) => item.term.start));
  return parse.node.children
    .map((node) => ({ text: renderNode(node), verdict: levelOf(node, levels), chosen: holds(node, chosen) }))
    .toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || levelRank(a.verdict) - levelRank(b.verdict));
}

function levelOf(node: SpdxNode, levels: ReadonlyMap<string, Level>): Level {
  return foldSpdx<Level>(node, {
    term: (term) => levels.get(renderTerm(term)) ?? 'unknown',
    branch: ({ type }, children) =>
      children.reduce((a, b) => ((type === 'and' ? levelRank(b) > levelRank(a) : levelRank(b) < levelRank(a)) ? b : a)),
  });
}

function holds(node: SpdxNode, starts: ReadonlySet<number>): boolean {
  return foldSpdx(node, { term: (term) => starts.has(term.start), branch: (_branch, children) => children.some(Boolean) });
}
