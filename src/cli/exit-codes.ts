/** Exit statuses, the same for every command. When several hold, `VIOLATION` wins over `INCOMPLETE`. */
export const EXIT = {
  ok: 0,
  violation: 1,
  usage: 2,
  incomplete: 3,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
