import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import type { LicenseIndex } from './license-index.ts';

/** Words between a license and its exception, or between two choices, at most. */
const BESIDE = 60;
const SAME_SENTENCE = 14;

/** Joins exceptions to the licenses beside them. An exception without a license it suits stays out. */
export function attachExceptions(findings: readonly Finding[]): readonly Finding[] {
  let licenses = findings.filter(({ isException }) => !isException);
  for (const exception of findings) {
    if (!exception.isException) continue;
    const suits = ({ expression }: Finding): boolean =>
      !/ (?:WITH|AND) |\(/.test(expression) && expression.split(' OR ').some((id) => suitsLicense(exception.expression, id));
    const [best] = licenses.filter(suits).sort((a, b) => distance(a, exception) - distance(b, exception));
    if (best === undefined) continue;
    licenses = licenses.map((finding) =>
      finding.expression === best.expression && (finding === best || distance(finding, exception) < BESIDE)
        ? { ...finding, expression: withException(finding.expression, exception.expression) }
        : finding,
    );
  }
  return licenses;
}

/** Joins an exception to each choice that it suits. */
function withException(license: string, exception: string): string {
  return license
    .split(' OR ')
    .map((id) => (suitsLicense(exception, id) ? `${id} WITH ${exception}` : id))
    .join(' OR ');
}

function suitsLicense(exception: string, license: string): boolean {
  if (exception === 'LLVM-exception' || exception === 'Swift-exception') return license.startsWith('Apache-');
  if (exception === 'LZMA-exception') return license.startsWith('CPL-');
  if (exception.startsWith('GCC-exception')) return license.startsWith('GPL-');
  if (/openssl/i.test(exception)) return /^L?GPL-/.test(license);
  return /^(?:A|L)?GPL-/.test(license);
}

function distance(left: Finding, right: Finding): number {
  return Math.max(0, Math.max(left.from, right.from) - Math.min(left.to, right.to));
}

/** One expression of all findings: OR where the words between two of them say so, AND elsewhere. */
export function combine(index: LicenseIndex, document: Document, findings: readonly Finding[]): string | undefined {
  const isChoice = choiceReader(index, document);
  const groups: string[][] = [];
  const ordered = [...findings].sort((a, b) => a.from - b.from || a.to - b.to);
  ordered.forEach((finding, number) => {
    const previous = ordered[number - 1];
    const last = groups.at(-1);
    if (previous === undefined || last === undefined || !isChoice(previous, finding)) groups.push([finding.expression]);
    else if (!last.includes(finding.expression)) last.push(finding.expression);
  });
  return join(groups);
}

/** Repeats are left out, also of what a choice already holds. */
function join(groups: readonly (readonly string[])[]): string | undefined {
  const choices = groups.filter((group) => group.length > 1);
  const single = groups.flatMap((group) =>
    group.length === 1 && !choices.some((choice) => choice.includes(group[0] ?? '')) ? group : [],
  );
  const terms = [...new Set([...choices.map((group) => group.join(' OR ')), ...single])];
  if (terms.length <= 1) return terms[0];
  return terms.map((term) => (term.includes(' OR ') ? `(${term})` : term)).join(' AND ');
}

function choiceReader(index: LicenseIndex, document: Document): (left: Finding, right: Finding) => boolean {
  const either = new Set(index.rules.words.either);
  const alternative = new Set(index.rules.words.alternative);
  const has = (list: ReadonlySet<number>, from: number, to: number): boolean =>
    document.tokens.subarray(Math.max(0, from), to).some((word) => list.has(word));
  return (left, right) => {
    // What a paragraph inside a text offers beside it (`Alternatively, …`) is the other choice.
    if (left.holes.some(([from, to]) => right.from >= from && right.to <= to)) return true;
    if (right.from - left.to > BESIDE) return false;
    if (has(either, left.from - 14, left.from) || has(either, left.to, right.from)) return true;
    return right.from - left.to <= SAME_SENTENCE && has(alternative, left.to, right.from);
  };
}
