import type { Properties } from './properties.ts';

export type Truth = 'yes' | 'no' | 'unknown';

/**
 * Whether conditions hold: comparisons of literals and known properties, joined by `and` or `or`. Anything else is unknown.
 * `$(TargetFramework)` stands for each framework of the project: a condition holds when it holds for one of them.
 */
export function holds(conditions: readonly string[], properties: Properties, frameworks: readonly string[]): Truth {
  return every(conditions.map((condition) => holdsOne(condition, properties, frameworks)));
}

function holdsOne(condition: string, properties: Properties, frameworks: readonly string[]): Truth {
  if (condition.length > 2000 || /[()]/.test(condition.replaceAll(/\$\([\w.]+\)/g, ''))) return 'unknown';
  const alternatives = condition.split(/\s+or\s+/i);
  if (alternatives.length > 1) return some(alternatives.map((part) => holdsOne(part, properties, frameworks)));
  const parts = condition.split(/\s+and\s+/i);
  if (parts.length > 1) return every(parts.map((part) => holdsOne(part, properties, frameworks)));
  const [, left, operator, right] = /^\s*'?([^'=!<>]*)'?\s*(==|!=)\s*'?([^'=!<>]*)'?\s*$/.exec(condition) ?? [];
  if (left === undefined || right === undefined) return 'unknown';
  if (/\$\(targetframework\)/i.test(left + right)) {
    if (frameworks.length === 0) return 'unknown';
    return some(
      frameworks.map((framework) =>
        compare(
          [left, right].map((side) => side.replaceAll(/\$\(targetframework\)/gi, framework)),
          operator,
          properties,
        ),
      ),
    );
  }
  return compare([left, right], operator, properties);
}

function compare(sides: readonly string[], operator: string | undefined, properties: Properties): Truth {
  const [left = '', right = ''] = sides.map((side) => properties.expand(side).trim());
  const isOpen = (side: string): boolean => side.includes('$(');
  // a property that no file sets is empty; that the SDK sets it otherwise is possible only for other comparisons
  const other = isOpen(left) ? right : left;
  if (isOpen(left) && isOpen(right)) return 'unknown';
  if (isOpen(left) || isOpen(right)) {
    const open = isOpen(left) ? left : right;
    const name = /^\$\(([\w.]+)\)$/.exec(open)?.[1];
    if (other !== '' || name === undefined || properties.isKnown(name)) return 'unknown';
    return operator === '==' ? 'yes' : 'no';
  }
  return (left.toLowerCase() === right.toLowerCase()) === (operator === '==') ? 'yes' : 'no';
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

function some(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}
