import { satisfies, valid, validRange } from '@renovatebot/pep440';

/** What a declaration says of versions, in the syntax of PEP 440 or in Poetry's own. */
export type VersionRule = { readonly syntax: 'pep440' | 'poetry'; readonly text: string };

const LONGEST = 500;

/**
 * Whether a locked version fits a declaration. What cannot be understood fits everything: it is no evidence against
 * a lockfile. Pre-releases count, as a lockfile may hold one by choice.
 */
export function fits(version: string, rule: VersionRule | undefined): boolean {
  if (rule === undefined || rule.text.length > LONGEST) return true;
  const alternatives = rule.syntax === 'pep440' ? [rule.text] : rule.text.split(/\|\|?/).map(fromPoetry);
  return alternatives.some((specifier) => fitsSpecifier(version, specifier));
}

function fitsSpecifier(version: string, specifier: string): boolean {
  const text = specifier.trim();
  if (text === '' || text === '*' || valid(version) === null || !validRange(text)) return true;
  return satisfies(version, text, { prereleases: true });
}

/**
 * Poetry's constraints in PEP 440: `^1.2` allows what keeps the first non-zero number, `~1.2` what keeps the minor one,
 * `1.2.*` and `1.2` are equalities (python-poetry.org/docs/dependency-specification).
 */
function fromPoetry(constraint: string): string {
  return constraint
    .replaceAll(/([~^]|[=!<>~]=|===|[<>])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(toClause)
    .filter((part) => part !== '')
    .join(',');
}

function toClause(part: string): string {
  if (part === '*') return '';
  const [, operator = '', version = ''] = /^(\^|~(?!=))(.*)$/.exec(part) ?? [];
  if (operator === '') return /^v?\d/.test(part) ? `==${part}` : part.replace(/^=(?!=)/, '==');
  const numbers = (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '').split('.').map(Number);
  if (numbers.some(Number.isNaN) || numbers.length === 0) return part;
  return `>=${version},<${bump(numbers, operator === '^' ? caretPosition(numbers) : Math.min(1, numbers.length - 1))}`;
}

function caretPosition(numbers: readonly number[]): number {
  const nonZero = numbers.findIndex((number) => number !== 0);
  return nonZero === -1 ? numbers.length - 1 : nonZero;
}

function bump(numbers: readonly number[], position: number): string {
  return [...numbers.slice(0, position), (numbers[position] ?? 0) + 1].join('.');
}
