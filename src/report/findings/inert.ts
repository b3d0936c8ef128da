import { escapeControls } from '../escape-controls.ts';

// Build systems look for `##[command]` and `##vso[command]` anywhere in a line of the log, not only at its start
// (actions/runner ActionCommand.TryParse, azure-pipelines-agent Command.TryParse).
const LOG_COMMAND = /##(?=\w{0,20}\[)/g;

/** Text from a scanned repository for one line of a report: nothing in it steers a terminal or a build log, and it ends. */
export function oneLine(text: string, most = 400): string {
  return escapeControls(shorten(text, most)).replaceAll(LOG_COMMAND, '#\\x23');
}

/** Cut in the middle, where the least is lost of `pkg:npm/very-long@1.2.3`. Never cuts a surrogate pair. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, Math.ceil(most * 0.7)).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(text.length - Math.floor(most * 0.3) + 1).replace(/^[\udc00-\udfff]/, '');
  return `${head}…${tail}`;
}

/** Lone surrogates have no UTF-8 form and strict JSON parsers refuse their escapes: they become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd');
}
