import type { Notice, NoticeComponent, NoticeText } from '../../domain/notice.ts';
import { escapeControls } from '../escape-controls.ts';
import { wrapWords } from '../wrap.ts';
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

const WIDTH = 100;
const RULE = '='.repeat(WIDTH);

/** The notice as plain text, in pieces. */
export function* renderNoticeText(notice: Notice): Iterable<string> {
  const components = new Map(notice.components.map((component) => [component.id, component]));
  const titles = new Map(notice.components.map((component) => [component.id, componentTitle(component)]));
  yield `THIRD-PARTY NOTICES\n\n${introduction(notice).map(wrapped).join('')}${NOT_ADVICE}\n`;
  for (const group of notice.groups) {
    yield heading(`${group.license ?? NO_LICENSE}  (${group.components.length})`);
    for (const id of group.components) yield componentLines(components.get(id));
    if (group.texts.length > 0) yield `\nLicense text: ${group.texts.map((text) => `[${text}]`).join(', ')}\n`;
  }
  for (const [kind, title] of SECTIONS) {
    const texts = notice.texts.filter((text) => text.kind === kind);
    if (texts.length === 0) continue;
    yield heading(title);
    for (const text of texts) yield textBlock(text, titles);
  }
  yield* offers(notice, titles);
  yield* gaps(notice, titles);
}

const SECTIONS = [
  ['license', 'LICENSE TEXTS'],
  ['notice', 'NOTICES OF COMPONENTS, VERBATIM'],
  ['third-party', 'NOTICES OF WORKS THAT COMPONENTS INCLUDE, VERBATIM'],
] as const;

function heading(title: string): string {
  return `\n${RULE}\n${escapeControls(title)}\n${RULE}\n\n`;
}

function componentLines(component: NoticeComponent | undefined): string {
  if (component === undefined) return '';
  const { purl, offered, copyrights, texts, modified } = component;
  const lines = [
    `${componentTitle(component)}${purl === undefined ? '' : `  ${purl}`}`,
    ...copyrights.map((line) => `    ${line}`),
    ...(offered === undefined ? [] : [`    offered as ${offered}; taken: ${component.license ?? ''}`]),
    ...(modified === true ? ['    changed by patches of this repository'] : []),
    ...(texts.length > 1 ? [`    texts: ${texts.map((text) => `[${text}]`).join(' ')}`] : []),
  ];
  return lines.map((line) => `${escapeControls(line)}\n`).join('');
}

function textBlock(text: NoticeText, titles: ReadonlyMap<string, string>): string {
  const names = text.licenses.length === 0 ? '' : `${text.licenses.join(', ')}, `;
  const title = wrapped(`[${text.id}] ${names}${textOrigin(text, titles)}`);
  return `${title}${'-'.repeat(WIDTH)}\n${safeLines(text.text).join('\n')}\n\n`;
}

function* offers(notice: Notice, titles: ReadonlyMap<string, string>): Iterable<string> {
  if (notice.sourceOffers.length === 0) return;
  yield heading('SOURCE CODE THAT IS OWED');
  yield wrapped(
    'These components come under licenses that ask whoever passes them on to give their source or to offer it in writing. Say where yours can be had.',
  );
  for (const offer of notice.sourceOffers) {
    yield `\n${escapeControls(`${titles.get(offer.component) ?? offer.component}  (${offer.license})`)}\n`;
    yield indented(`owed: ${sourceDuty(offer)}`);
    for (const origin of offer.origins) yield `    this version: ${escapeControls(origin)}\n`;
  }
}

function* gaps({ gaps: all }: Notice, titles: ReadonlyMap<string, string>): Iterable<string> {
  if (all.length === 0) return;
  yield heading('WHAT COULD NOT BE FOUND');
  for (const kind of GAP_ORDER) {
    const items = all.filter((gap) => gap.kind === kind);
    if (items.length === 0) continue;
    yield `${GAP_TITLES[kind]} (${items.length}):\n`;
    for (const { component, detail } of items)
      yield escapeControls(`    ${titles.get(component) ?? component}${detail === undefined ? '' : `: ${detail}`}`) + '\n';
    yield '\n';
  }
}

function wrapped(text: string): string {
  return `${wrapWords(escapeControls(text), WIDTH).join('\n')}\n`;
}

function indented(text: string): string {
  return wrapWords(escapeControls(text), WIDTH - 4)
    .map((line) => `    ${line}\n`)
    .join('');
}
