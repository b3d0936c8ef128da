import type * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';

type Element = Serialize.XML.Types.SimpleXml.Element;
type Comment = Serialize.XML.Types.SimpleXml.Comment;

/** The text of an element tree in pieces; children may be made while they are asked for. */
export function* renderXml(root: Element): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield* renderElement(root, '');
}

function* renderElement(element: Element | Comment, indent: string): Iterable<string> {
  if (element.type === 'comment') return;
  const { name, children } = element;
  const open = `${indent}<${name}${renderAttributes(element)}`;
  if (children === undefined || typeof children === 'string' || typeof children === 'number') {
    const text = children === undefined ? '' : escapeXml(String(children));
    yield text === '' ? `${open}/>\n` : `${open}>${text}</${name}>\n`;
    return;
  }
  let opened = false;
  for (const child of children) {
    if (!opened) yield `${open}>\n`;
    opened = true;
    yield* renderElement(child, `${indent}  `);
  }
  yield opened ? `${indent}</${name}>\n` : `${open}/>\n`;
}

function renderAttributes(element: Element): string {
  const namespace = element.namespace === undefined ? '' : ` xmlns="${escapeXml(String(element.namespace))}"`;
  const attributes = Object.entries(element.attributes ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escapeXml(String(value)).replaceAll(/[\t\n\r]/g, characterReference)}"`],
  );
  return namespace + attributes.join('');
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

function characterReference(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
