import { foldSpdx, renderTerm, spdxTerms, type SpdxNode } from '../domain/spdx-expression.ts';
import type { Choice } from './model.ts';
import { normalKey } from './normal-form.ts';
import { matchesPackage, type NamedPackage } from './package-pattern.ts';

export type AppliedChoice =
  | { readonly status: 'applied'; readonly choice: Choice; readonly node: SpdxNode }
  | { readonly status: 'invalid'; readonly choice: Choice };

/** The first choice for this package and expression; `invalid` when the expression does not offer it. */
export function applyChoice(
  choices: readonly Choice[],
  node: SpdxNode,
  named: NamedPackage | undefined,
): AppliedChoice | undefined {
  if (node.type === 'term' || choices.length === 0) return undefined;
  let key: string | undefined;
  const choice = choices.find((item) => {
    if (item.packages.length > 0 && (named === undefined || !item.packages.some((pattern) => matchesPackage(pattern, named))))
      return false;
    if (item.given === undefined) return item.packages.length > 0;
    key ??= normalKey(node);
    return normalKey(item.given) === key;
  });
  if (choice === undefined) return undefined;
  return offers(node, choice.choose) ? { status: 'applied', choice, node: choice.choose } : { status: 'invalid', choice };
}

/**
 * May a licensee take exactly these licenses? Yes when the tree is true with them and false without any one of them.
 * No branches are multiplied out: the cost is terms times chosen licenses.
 */
export function offers(node: SpdxNode, choose: SpdxNode): boolean {
  const chosen = new Set(spdxTerms(choose).map((term) => renderTerm(term).toLowerCase()));
  if (isOr(choose) || !isTrue(node, chosen)) return false;
  return [...chosen].every((name) => !isTrue(node, new Set([...chosen].filter((other) => other !== name))));
}

function isOr(node: SpdxNode): boolean {
  return foldSpdx(node, { term: () => false, branch: (branch, children) => branch.type === 'or' || children.some(Boolean) });
}

function isTrue(node: SpdxNode, chosen: ReadonlySet<string>): boolean {
  return foldSpdx(node, {
    term: (term) => chosen.has(renderTerm(term).toLowerCase()),
    branch: (branch, children) => (branch.type === 'and' ? children.every(Boolean) : children.some(Boolean)),
  });
}
