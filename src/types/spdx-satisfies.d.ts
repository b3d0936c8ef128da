declare module 'spdx-satisfies' {
  /** @throws Error on anything that it does not know. */
  export default function satisfies(expression: string, approved: readonly string[]): boolean;
}
