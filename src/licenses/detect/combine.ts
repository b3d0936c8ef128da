import type { Document } from './document.ts';
import type { Finding } from './finding.ts';

const BESIDE = 60;
const SAME_SENTENCE = 14;

/** Joins exceptions to the licenses beside them. */
export function attachExceptions(findings: readonly Finding[], usual: (exception: string) => string): readonly Finding[] {
  const exceptions = findings.filter(({ isException }) => isException);
  let licenses = findings.filter(({ isException }) => !isException);
  for (const exception of exceptions) {
    const suits = (finding: Finding): boolean =>
      usual(exception.expression)
        .split(' ')
        .some((prefix) => finding.expression.startsWith(prefix)) && !finding.expression.includes(' ');
    const best = licenses.filter(suits).sort((a, b) => distance(a, exception) - distance(b, exception))[0];
    if (best === undefined) continue;
    licenses = licenses.map((finding) =>
      finding.expression === best.expression && (finding === best || distance(finding, exception) < BESIDE)
        ? { ...finding, expression: `${finding.expression} WITH ${exception.expression}` }
        : finding,
    );
  }
  return licenses;
}

function distance(left: Finding, right: Finding): number {
  return Math.max(0, Math.max(left.from, right.from) - Math.min(left.to, right.to));
}

/** One expression of all findings: OR where the words between two of them say so, AND elsewhere. */
export function combine(
  document: Document,
  findings: readonly Finding[],
  words: { readonly either: ReadonlySet<number>; readonly or: ReadonlySet<number> },
): string | undefined {
  const groups: string[][] = [];
  const ordered = [...findings].sort((a, b) => a.from - b.from || a.to - b.to);
  ordered.forEach((finding, number) => {
    const previous = ordered[number - 1];
    const last = groups.at(-1);
    if (previous !== undefined && last !== undefined && isChoice(document, previous, finding, words)) {
      if (!last.includes(finding.expression)) last.push(finding.expression);
    } else {
      groups.push([finding.expression]);
    }
  });
  const terms = new Set<string>();
  const choices = groups.filter((group) => group.length > 1);
  for (const group of choices) terms.add(group.join(' OR '));
  for (const group of groups) {
    const [only] = group;
    if (group.length === 1 && only !== undefined && !choices.some((choice) => choice.includes(only))) terms.add(only);
  }
  const all = [...terms];
  if (all.length === 0) return undefined;
  return all.length === 1 ? all[0] : all.map((term) => (term.includes(' OR ') ? `(${term})` : term)).join(' AND ');
}

function isChoice(
  document: Document,
  left: Finding,
  right: Finding,
  words: { readonly either: ReadonlySet<number>; readonly or: ReadonlySet<number> },
): boolean {
  let hasOr = false;
  let hasEither = false;
  if (right.from - left.to > BESIDE) return false;
  for (let at = left.to; at < right.from; at += 1) {
    const word = document.tokens[at] ?? 0;
    if (words.either.has(word)) hasEither = true;
    if (words.or.has(word)) hasOr = true;
  }
  for (let at = Math.max(0, left.from - 8); at < left.from; at += 1)
    if (words.either.has(document.tokens[at] ?? 0)) hasEither = true;
  return hasEither || (hasOr && right.from - left.to <= SAME_SENTENCE);
}
