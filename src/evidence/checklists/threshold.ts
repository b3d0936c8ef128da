const THRESHOLD = /^(>=|==|<=) (\d+(?:\.\d+)?)$/;

export function isThreshold(text: string): boolean {
  return THRESHOLD.test(text);
}

/**
 * `>= 0.95` over a ratio, `== 0` over a count. Compared without dividing, so that 19 of 20 is not 0.9499999.
 * @throws RangeError for a threshold that is not one; packs are checked when they are loaded.
 */
export function meetsThreshold(threshold: string, numerator: number, denominator = 1): boolean {
  const [, operator, limitText] = THRESHOLD.exec(threshold) ?? [];
  if (operator === undefined || limitText === undefined) throw new RangeError(`not a threshold: ${threshold}`);
  const decimals = limitText.split('.')[1]?.length ?? 0;
  const scale = 10 ** decimals;
  const left = numerator * scale;
  const right = Math.round(Number(limitText) * scale) * denominator;
  if (operator === '>=') return left >= right;
  return operator === '<=' ? left <= right : left === right;
}
