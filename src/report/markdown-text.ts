import { escapeControls } from './escape-controls.ts';

/** Text as text in Markdown: every character that could be markup is escaped (CommonMark 2.4). */
export function markdownText(text: string): string {
  return escapeControls(text).replaceAll(/[\\`*_[\]<>#|~&!]|^(?=[-+=:]|\d+[.)])/g, '\\$&');
}
