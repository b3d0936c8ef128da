/** `12345` -> `12,345`: the same in every locale. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 project`, `2 projects`. */
export function plural(count: number, noun: string, many: string = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : many}`;
}

/** A share in percent with one digit, never rounded up to 100 or down to 0: `99.9 %` is not complete. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '-';
  if (part === whole) return '100 %';
  if (part === 0) return '0 %';
  const percent = Math.min(99.9, Math.max(0.1, Math.round((part / whole) * 1000) / 10));
  return `${percent.toFixed(1)} %`;
}
