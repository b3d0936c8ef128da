import { oneLine } from './inert.ts';

/**
 * Text for a SARIF message: braces are doubled, for a viewer takes `{0}` for a placeholder (3.11.5), and `](` is broken up,
 * for `[text](address)` is a link even in plain text (3.11.6).
 */
export function sarifText(text: string, most = 400): string {
  const plain = oneLine(text, most).replaceAll('](', '] (').replaceAll('{', '{{').replaceAll('}', '}}');
  return plain === '' ? '(empty)' : plain;
}
