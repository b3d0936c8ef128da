import { escapeControls } from '../../domain/escape-controls.ts';
import { splitCode, STATE_MARKS, type Block, type Cell, type Inline, type Report } from './blocks.ts';

/** A report as Markdown that shows the same in every renderer: nothing from outside becomes markup. */
export function renderMarkdown({ title, question, organization, judgedOn, pack, blocks }: Report): string {
  const head = `# ${text(title)}\n\n${text(organization)}, judged as of ${judgedOn}. Evidence pack \`${pack}\`.\n\n**${text(question)}**\n`;
  return `${head}\n${blocks.map(renderBlock).join('\n')}`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${text(block.text)}\n`;
    case 'paragraph':
      return `${inlines(block.parts)}\n`;
    case 'answer':
      return `> ${inlines(block.parts)}\n`;
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${inlines(item)}\n`).join('');
    case 'table':
      return table(block.columns, block.rows);
    case 'figures':
      return table(
        ['figure', 'value', ''],
        block.figures.map(({ label, value, note }) => [label, { strong: value }, note]),
      );
  }
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const head = row(columns.map(text)) + row(columns.map(() => '---'));
  return head + rows.map((cells) => row(cells.map((cell) => inlines(isMany(cell) ? cell : [cell])))).join('');
}

function isMany(cell: Cell): cell is readonly Inline[] {
  return Array.isArray(cell);
}

function inlines(parts: readonly Inline[]): string {
  return parts.map(inline).join('');
}

function inline(part: Inline): string {
  if (typeof part === 'string') return splitCode(part).map(inlineText).join('');
  if ('code' in part) return code(part.code);
  if ('strong' in part) return strong(part.strong);
  if ('state' in part) return `${STATE_MARKS[part.state].mark} ${STATE_MARKS[part.state].word}`;
  return `[${text(part.text)}](${encodeURI(escapeControls(part.link)).replaceAll(/[()<>]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)})`;
}

// White space inside the stars would keep them from being markup.
function strong(plain: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(plain) ?? [];
  return `${before}**${text(inner)}**${after}`;
}

function inlineText(part: string | { readonly code: string }): string {
  return typeof part === 'string' ? text(part) : code(part.code);
}

// CommonMark 2.4: any ASCII punctuation may be escaped; these are the ones that can start markup. `@` would notify people.
function text(plain: string): string {
  return escapeControls(plain.replaceAll(/\s+/g, ' '))
    .replaceAll(/[\\`*_[\]<>#|~]/g, (char) => `\\${char}`)
    .replaceAll('@', '&#64;')
    .replaceAll('://', ':&#47;/');
}

function code(plain: string): string {
  const inert = escapeControls(plain).replaceAll('`', "'").replaceAll('|', '\\x7c').trim();
  return inert === '' ? '' : `\`${inert}\``;
}
