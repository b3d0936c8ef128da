/** The value of a JSON text, `undefined` when it is none: a file that only may say something is no problem when it does not. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
