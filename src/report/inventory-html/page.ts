import { createHash } from 'node:crypto';
import { escapeControls } from '../escape-controls.ts';

/** Text from outside as HTML text or attribute: markup becomes letters, and what hides or reorders text becomes visible. */
export function escapeHtml(text: string): string {
  return escapeControls(text).replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Data for a `<script type="application/json">`: nothing in it can end the element or begin a comment. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

interface Page {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** HTML, in pieces. */
  readonly body: Iterable<string>;
}

/** A page that loads nothing: its policy allows the one style and the one script in it, by digest, and no network. */
export function* renderPage({ title, style, script, body }: Page): Iterable<string> {
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${escapeHtml(title)}</title>\n<style>${style}</style>\n</head>\n<body>\n`;
  yield* body;
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
