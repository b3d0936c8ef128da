/**
 * Groovy, Kotlin or Scala text with its comments blanked out; line ends and everything else stay where they are. Strings are
 * left alone, so that `"https://…"` is no comment.
 */
export function stripComments(text: string): string {
  const token =
    /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
  return text.replaceAll(token, (found) => (found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found));
}
