const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of an ISO date or time. */
export function toDay(date: string): number {
  return Math.floor(Date.parse(date) / DAY_MS);
}

/** `YYYY-MM-DD` of a day. */
export function fromDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
