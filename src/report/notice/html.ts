import type { Notice, NoticeComponent, NoticeText } from '../../domain/notice.ts';
import { escapeControls } from '../escape-controls.ts';
import {
  componentTitle,
  GAP_ORDER,
  GAP_TITLES,
  introduction,
  NO_LICENSE,
  NOT_ADVICE,
  safeLines,
  sourceDuty,
  textOrigin,
} from './phrases.ts';

// One file without scripts; the policy in it lets a browser load nothing, whatever a package wrote.
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'h2{border-top:1px solid #ccc;padding-top:1rem;margin-top:2rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f5f5;padding:1rem;font-size:.8rem}' +
  'ul.c{list-style:none;padding:0}ul.c>li{margin:.6rem 0}code{font-size:.85em;color:#555;overflow-wrap:anywhere}.s{color:#444;font-size:.9rem}' +
  '@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}pre{background:#222}code,.s{color:#aaa}a{color:#8ab4f8}}';

/** The notice as one HTML file that loads nothing, in pieces. */
export function* renderNoticeHtml(notice: Notice): Iterable<string> {
  const components = new Map(notice.components.map((component) => [component.id, component]));
  const titles = new Map(notice.components.map((component) => [component.id, componentTitle(component)]));
  const title = `Third-party notices: ${notice.source.name}`;
  yield `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`;
  yield `<title>${safe(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<h1>${safe(title)}</h1>\n`;
  for (const line of [...introduction(notice), NOT_ADVICE]) yield `<p>${safe(line)}</p>\n`;
  yield `<nav><ul>\n`;
  for (const [index, group] of notice.groups.entries())
    yield `<li><a href="#g${index}">${safe(group.license ?? NO_LICENSE)}</a> (${group.components.length})</li>\n`;
  yield `</ul></nav>\n`;
  for (const [index, group] of notice.groups.entries()) {
    yield `<h2 id="g${index}">${safe(group.license ?? NO_LICENSE)}</h2>\n<ul class="c">\n`;
    for (const id of group.components) yield componentItem(components.get(id));
    yield `</ul>\n`;
    if (group.texts.length > 0) yield `<p>License text: ${links(group.texts)}</p>\n`;
  }
  for (const [kind, heading] of SECTIONS) {
    const texts = notice.texts.filter((text) => text.kind === kind);
    if (texts.length === 0) continue;
    yield `<h2>${heading}</h2>\n`;
    for (const text of texts) yield textBlock(text, titles);
  }
  yield* offers(notice, titles);
  yield* gaps(notice, titles);
  yield `</body>\n</html>\n`;
}

const SECTIONS = [
  ['license', 'License texts'],
  ['notice', 'Notices of components, verbatim'],
  ['third-party', 'Notices of works that components include, verbatim'],
] as const;

function componentItem(component: NoticeComponent | undefined): string {
  if (component === undefined) return '';
  const { purl, offered, copyrights, texts, modified, license } = component;
  const parts = [
    `<strong>${safe(componentTitle(component))}</strong>${purl === undefined ? '' : ` <code>${safe(purl)}</code>`}`,
    ...copyrights.map(safe),
    ...(offered === undefined ? [] : [`<span class="s">offered as ${safe(offered)}; taken: ${safe(license ?? '')}</span>`]),
    ...(modified === true ? ['<span class="s">changed by patches of this repository</span>'] : []),
    ...(texts.length > 0 ? [`<span class="s">texts: ${links(texts)}</span>`] : []),
  ];
  return `<li>${parts.join('<br>\n')}</li>\n`;
}

function links(texts: readonly string[]): string {
  return texts.map((text) => `<a href="#${safe(text)}">${safe(text)}</a>`).join(', ');
}

function textBlock(text: NoticeText, titles: ReadonlyMap<string, string>): string {
  const names = text.licenses.length === 0 ? '' : `: ${text.licenses.join(', ')}`;
  return (
    `<h3 id="${safe(text.id)}">${safe(`${text.id}${names}`)}</h3>\n<p class="s">${safe(textOrigin(text, titles))}</p>\n` +
    `<pre>${safeLines(text.text).map(markup).join('\n')}</pre>\n`
  );
}

function* offers(notice: Notice, titles: ReadonlyMap<string, string>): Iterable<string> {
  if (notice.sourceOffers.length === 0) return;
  yield `<h2>Source code that is owed</h2>\n<p>These components come under licenses that ask whoever passes them on to give their source or to offer it in writing. Say where yours can be had.</p>\n<ul>\n`;
  for (const offer of notice.sourceOffers) {
    const from = offer.origins.map((origin) => `<br>\nthis version: <code>${safe(origin)}</code>`).join('');
    yield `<li><strong>${safe(titles.get(offer.component) ?? offer.component)}</strong> (${safe(offer.license)}): ${safe(sourceDuty(offer))}${from}</li>\n`;
  }
  yield `</ul>\n`;
}

function* gaps({ gaps: all }: Notice, titles: ReadonlyMap<string, string>): Iterable<string> {
  if (all.length === 0) return;
  yield `<h2>What could not be found</h2>\n`;
  for (const kind of GAP_ORDER) {
    const items = all.filter((gap) => gap.kind === kind);
    if (items.length === 0) continue;
    yield `<h3>${safe(GAP_TITLES[kind])} (${items.length})</h3>\n<ul>\n`;
    for (const { component, detail } of items)
      yield `<li>${safe(`${titles.get(component) ?? component}${detail === undefined ? '' : `: ${detail}`}`)}</li>\n`;
    yield `</ul>\n`;
  }
}

function safe(text: string): string {
  return markup(escapeControls(text));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function markup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
