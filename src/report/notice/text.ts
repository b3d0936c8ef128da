import { escapeControls } from '../escape-controls.ts';
import { wrapWords } from '../wrap.ts';
import type { NoticeMarks } from './walk.ts';

const WIDTH = 100;
const RULE = '='.repeat(WIDTH);

/** The notice as plain text. */
export const TEXT_MARKS: NoticeMarks = {
  begin: ({ introduction, notAdvice }) => `THIRD-PARTY NOTICES\n\n${introduction.map(wrapped).join('')}${notAdvice}\n`,
  group: ({ title, count }) => heading(`${title}  (${count})`),
  item: ({ title, purl, copyrights, remarks, texts }) => {
    const below = [...copyrights, ...remarks, ...(texts.length > 1 ? [`texts: ${texts.map(bracketed).join(' ')}`] : [])];
    const lines = [`${title}${purl === undefined ? '' : `  ${purl}`}`, ...below.map((line) => `    ${line}`)];
    return lines.map((line) => `${escapeControls(line)}\n`).join('');
  },
  endGroup: ({ texts }) => (texts.length === 0 ? '' : `\nLicense text: ${texts.map(bracketed).join(', ')}\n`),
  section: (title) => heading(title.toUpperCase()),
  block: ({ id, licenses, origin, lines }) => {
    const names = licenses.length === 0 ? '' : `${licenses.join(', ')}, `;
    return `${wrapped(`${bracketed(id)} ${names}${origin}`)}${'-'.repeat(WIDTH)}\n${lines.join('\n')}\n\n`;
  },
  duties: wrapped,
  duty: ({ title, license, duty, origins }) => {
    const from = origins.map((origin) => `    this version: ${escapeControls(origin)}\n`).join('');
    return `\n${escapeControls(`${title}  (${license})`)}\n${indented(`owed: ${duty}`)}${from}`;
  },
  endDuties: () => '',
  gaps: (title) => `${title}:\n`,
  gap: (text) => `${escapeControls(`    ${text}`)}\n`,
  endGaps: () => '\n',
  end: () => '',
};

function heading(title: string): string {
  return `\n${RULE}\n${escapeControls(title)}\n${RULE}\n\n`;
}

function bracketed(id: string): string {
  return `[${id}]`;
}

function wrapped(text: string): string {
  return `${wrapWords(escapeControls(text), WIDTH).join('\n')}\n`;
}

function indented(text: string): string {
  return wrapWords(escapeControls(text), WIDTH - 4)
    .map((line) => `    ${line}\n`)
    .join('');
}
