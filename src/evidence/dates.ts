const DAY = 86_400_000;

/** Whole days from one ISO date to another; negative when it goes back. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** At most so many days old, and not from the future. */
export function isRecent(date: string | undefined, today: string, days: number): boolean {
  if (date === undefined) return false;
  const age = daysBetween(date, today);
  return age >= 0 && age <= days;
}
