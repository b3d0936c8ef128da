import type { Notice, NoticeComponent, NoticeText } from '../../domain/notice.ts';
import { markdownText as safe } from '../markdown-text.ts';
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

/** The notice as Markdown, in pieces; texts stand in code fences, so nothing in them is markup. */
export function* renderNoticeMarkdown(notice: Notice): Iterable<string> {
  const components = new Map(notice.components.map((component) => [component.id, component]));
  const titles = new Map(notice.components.map((component) => [component.id, componentTitle(component)]));
  yield `# Third-party notices: ${safe(notice.source.name)}\n\n`;
  yield `${[...introduction(notice), NOT_ADVICE].map(safe).join('\n\n')}\n`;
  for (const group of notice.groups) {
    yield `\n## ${safe(group.license ?? NO_LICENSE)}\n\n`;
    for (const id of group.components) yield componentItem(components.get(id));
    if (group.texts.length > 0) yield `\nLicense text: ${group.texts.join(', ')}\n`;
  }
  for (const [kind, title] of SECTIONS) {
    const texts = notice.texts.filter((text) => text.kind === kind);
    if (texts.length > 0) yield `\n## ${title}\n`;
    for (const text of texts) yield textBlock(text, titles);
  }
  yield* offers(notice, titles);
  yield* gaps(notice, titles);
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
    `**${safe(componentTitle(component))}**${purl === undefined ? '' : ` ${safe(purl)}`}`,
    ...copyrights.map(safe),
    ...(offered === undefined ? [] : [safe(`offered as ${offered}; taken: ${license ?? ''}`)]),
    ...(modified === true ? ['changed by patches of this repository'] : []),
    ...(texts.length > 1 ? [`texts: ${texts.join(', ')}`] : []),
  ];
  return `- ${parts.join('  \n  ')}\n`;
}

function textBlock(text: NoticeText, titles: ReadonlyMap<string, string>): string {
  const lines = safeLines(text.text);
  // Longer than any run of backticks inside (CommonMark 4.5).
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  const names = text.licenses.length === 0 ? '' : `: ${text.licenses.join(', ')}`;
  return `\n### ${safe(`${text.id}${names}`)}\n\n${safe(textOrigin(text, titles))}\n\n${fence}text\n${lines.join('\n')}\n${fence}\n`;
}

function* offers(notice: Notice, titles: ReadonlyMap<string, string>): Iterable<string> {
  if (notice.sourceOffers.length === 0) return;
  yield `\n## Source code that is owed\n\nThese components come under licenses that ask whoever passes them on to give their source or to offer it in writing. Say where yours can be had.\n\n`;
  for (const offer of notice.sourceOffers) {
    const from = offer.origins.map((origin) => `  \n  this version: ${safe(origin)}`).join('');
    yield `- **${safe(titles.get(offer.component) ?? offer.component)}** (${safe(offer.license)}): ${safe(sourceDuty(offer))}${from}\n`;
  }
}

function* gaps({ gaps: all }: Notice, titles: ReadonlyMap<string, string>): Iterable<string> {
  if (all.length > 0) yield `\n## What could not be found\n`;
  for (const kind of GAP_ORDER) {
    const items = all.filter((gap) => gap.kind === kind);
    if (items.length === 0) continue;
    yield `\n### ${safe(`${GAP_TITLES[kind]} (${items.length})`)}\n\n`;
    for (const { component, detail } of items)
      yield `- ${safe(`${titles.get(component) ?? component}${detail === undefined ? '' : `: ${detail}`}`)}\n`;
  }
}
