import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parseDocument, stringify, type Document } from 'yaml';
import { isRecord } from '../cases/fields.ts';

export type EditableSection = 'waivers' | 'curations';

/**
 * The text with one more item in a section. The item is spliced in where the document says the section ends, so every
 * other byte stays as it was written; only a list in brackets is written anew.
 */
export function addPolicyItem(text: string, section: EditableSection, item: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  const spliced = splice(text, document, section, item);
  return spliced !== undefined && holdsItem(spliced, document, section, item) ? spliced : rewritten(document, section, item);
}

/** `W-2026-015`: the year, and one more than the highest number of that year. */
export function nextWaiverId(text: string, today: string): string {
  const year = today.slice(0, 4);
  const policy: unknown = parseDocument(text).toJS();
  const waivers: unknown = isRecord(policy) ? policy['waivers'] : undefined;
  const numbers = (Array.isArray(waivers) ? (waivers as unknown[]) : []).flatMap((waiver) => {
    const id = isRecord(waiver) && typeof waiver['id'] === 'string' ? waiver['id'] : '';
    const [, ofYear, number] = /^W-(\d{4})-(\d+)$/.exec(id) ?? [];
    return ofYear === year ? [Number(number)] : [];
  });
  return `W-${year}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

function splice(text: string, document: Document, section: EditableSection, item: object): string | undefined {
  const { contents } = document;
  if (!isMap(contents) || contents.flow === true) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (!contents.has(section)) return append(text, `${section}:\n${indented(item, '  ')}`, newline);
  const list = contents.get(section, true);
  if (!isSeq(list) || list.flow === true || list.items.length === 0) return undefined;
  const last = list.items.at(-1);
  const start = list.range?.[0];
  const end = typeof last === 'object' && last !== null && 'range' in last ? (last.range as readonly number[])[1] : undefined;
  if (start === undefined || end === undefined) return undefined;
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lineEnd = endOfLine(text, end);
  const added = indented(item, ' '.repeat(column)).replaceAll('\n', newline);
  const before = text.slice(0, lineEnd);
  return `${before}${before.endsWith('\n') ? '' : newline}${added}${text.slice(lineEnd)}`;
}

// The value may end with its line (block texts), or be followed by a comment on the same line that belongs to it.
function endOfLine(text: string, end: number): number {
  if (text[end - 1] === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline === -1 ? text.length : newline + 1;
}

function append(text: string, block: string, newline: string): string {
  const separator = text === '' || text.endsWith('\n') ? '' : newline;
  return `${text}${separator}${newline}${block.replaceAll('\n', newline)}`;
}

function indented(item: object, indent: string): string {
  return stringify([item], { lineWidth: 0 })
    .split('\n')
    .map((line) => (line === '' ? line : indent + line))
    .join('\n');
}

function rewritten(document: Document, section: EditableSection, item: object): string {
  const list: unknown = document.get(section, true);
  if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false;
    list.add(document.createNode(item));
  } else document.set(section, document.createNode([item]));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

// The law of an edit: the policy is what it was, and the item.
function holdsItem(text: string, before: Document, section: EditableSection, item: object): boolean {
  const after = parseDocument(text);
  if (after.errors.length > 0) return false;
  const old: unknown = before.toJS();
  const wanted = isRecord(old) ? old : {};
  const items = Array.isArray(wanted[section]) ? (wanted[section] as unknown[]) : [];
  return isDeepStrictEqual(after.toJS(), { ...wanted, [section]: [...items, item] });
}
