import type * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';

type Element = Serialize.XML.Types.SimpleXml.Element;
type Comment = Serialize.XML.Types.SimpleXml.Comment;

/** The text of an element tree in pieces, one for each thing in a list of the document; children may be made while they are asked for. */
export function* renderXml(root: Element): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield* renderPieces(root, '', LISTS_AT);
}

// The document has lists, and lists have things: a thing is one piece, since a generator within a generator for each element of it
// takes twice as long.
const LISTS_AT = 2;

function* renderPieces(element: Element | Comment, indent: string, levels: number): Iterable<string> {
  const children = element.type === 'comment' ? undefined : element.children;
  if (element.type === 'comment' || levels === 0 || children === undefined || isText(children)) {
    const parts: string[] = [];
    renderElement(element, indent, parts);
    yield parts.join('');
    return;
  }
  const open = `${indent}<${element.name}${renderAttributes(element)}`;
  let opened = false;
  for (const child of children) {
    if (!opened) yield `${open}>\n`;
    opened = true;
    yield* renderPieces(child, `${indent}  `, levels - 1);
  }
  yield opened ? `${indent}</${element.name}>\n` : `${open}/>\n`;
}

function renderElement(element: Element | Comment, indent: string, parts: string[]): void {
  if (element.type === 'comment') return;
  const { name, children } = element;
  const open = `${indent}<${name}${renderAttributes(element)}`;
  if (children === undefined || isText(children)) {
    const text = children === undefined ? '' : escapeXml(String(children));
    parts.push(text === '' ? `${open}/>\n` : `${open}>${text}</${name}>\n`);
    return;
  }
  const inner = `${indent}  `;
  let opened = false;
  for (const child of children) {
    if (!opened) parts.push(`${open}>\n`);
    opened = true;
    renderElement(child, inner, parts);
  }
  parts.push(opened ? `${indent}</${name}>\n` : `${open}/>\n`);
}

function isText(children: NonNullable<Element['children']>): children is string | number {
  return typeof children === 'string' || typeof children === 'number';
}

function renderAttributes({ namespace, attributes }: Element): string {
  let text = namespace === undefined ? '' : ` xmlns="${escapeXml(String(namespace))}"`;
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) text += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

// What most texts are made of; they go through untouched.
const PLAIN = /^[ !#-%'-;=?-~]*$/;

// XML 1.0, 2.2: no control characters but tab and line breaks, no lone surrogates, no U+FFFE and U+FFFF; there is no
// escape for them either, so they become U+FFFD.
function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replaceAll(/[&<>"\r]/g, (char) => ESCAPES[char] ?? char);
}

function escapeAttribute(text: string): string {
  return PLAIN.test(text) ? text : escapeXml(text).replaceAll(/[\t\n\r]/g, characterReference);
}

function characterReference(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
