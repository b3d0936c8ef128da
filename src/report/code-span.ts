import { oneLine } from './findings/inert.ts';

/**
 * Text from outside as a code span of Markdown: no links, no images, no HTML, and `@acme/api` notifies no team.
 * A backtick would end the span and a bar the cell of a table, so neither stays.
 */
export function codeSpan(text: string, most = 160): string {
  const inert = oneLine(text, most).replaceAll('`', "'").replaceAll('|', '\\x7c').trim();
  return inert === '' ? '' : `\`${inert}\``;
}
