import { escapeControls } from '../escape-controls.ts';
import type { NoticeMarks } from './walk.ts';

// One file without scripts; the policy in it lets a browser load nothing, whatever a package wrote.
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'h2{border-top:1px solid #ccc;padding-top:1rem;margin-top:2rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f5f5;padding:1rem;font-size:.8rem}' +
  'ul.c{list-style:none;padding:0}ul.c>li{margin:.6rem 0}code{font-size:.85em;color:#555;overflow-wrap:anywhere}.s{color:#444;font-size:.9rem}' +
  '@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}pre{background:#222}code,.s{color:#aaa}a{color:#8ab4f8}}';

/** The notice as one HTML file that loads nothing. */
export const HTML_MARKS: NoticeMarks = {
  begin: ({ name, introduction, notAdvice, groups }) => {
    const title = safe(`Third-party notices: ${name}`);
    const lines = [...introduction, notAdvice].map((line) => `<p>${safe(line)}</p>\n`);
    const contents = groups.map((group) => `<li><a href="#g${group.number}">${safe(group.title)}</a> (${group.count})</li>\n`);
    return (
      `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n` +
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n` +
      `<title>${title}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<h1>${title}</h1>\n` +
      `${lines.join('')}<nav><ul>\n${contents.join('')}</ul></nav>\n`
    );
  },
  group: ({ number, title }) => `<h2 id="g${number}">${safe(title)}</h2>\n<ul class="c">\n`,
  item: ({ title, purl, copyrights, remarks, texts }) => {
    const parts = [
      `<strong>${safe(title)}</strong>${purl === undefined ? '' : ` <code>${safe(purl)}</code>`}`,
      ...copyrights.map(safe),
      ...remarks.map((remark) => `<span class="s">${safe(remark)}</span>`),
      ...(texts.length > 0 ? [`<span class="s">texts: ${links(texts)}</span>`] : []),
    ];
    return `<li>${parts.join('<br>\n')}</li>\n`;
  },
  endGroup: ({ texts }) => `</ul>\n${texts.length === 0 ? '' : `<p>License text: ${links(texts)}</p>\n`}`,
  section: (title) => `<h2>${title}</h2>\n`,
  block: ({ id, licenses, origin, lines }) => {
    const names = licenses.length === 0 ? '' : `: ${licenses.join(', ')}`;
    return (
      `<h3 id="${safe(id)}">${safe(`${id}${names}`)}</h3>\n<p class="s">${safe(origin)}</p>\n` +
      `<pre>${lines.map(markup).join('\n')}</pre>\n`
    );
  },
  duties: (sentence) => `<p>${sentence}</p>\n<ul>\n`,
  duty: ({ title, license, duty, origins }) => {
    const from = origins.map((origin) => `<br>\nthis version: <code>${safe(origin)}</code>`).join('');
    return `<li><strong>${safe(title)}</strong> (${safe(license)}): ${safe(duty)}${from}</li>\n`;
  },
  endDuties: () => `</ul>\n`,
  gaps: (title) => `<h3>${safe(title)}</h3>\n<ul>\n`,
  gap: (text) => `<li>${safe(text)}</li>\n`,
  endGaps: () => `</ul>\n`,
  end: () => `</body>\n</html>\n`,
};

function links(texts: readonly string[]): string {
  return texts.map((text) => `<a href="#${safe(text)}">${safe(text)}</a>`).join(', ');
}

function safe(text: string): string {
  return markup(escapeControls(text));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function markup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
