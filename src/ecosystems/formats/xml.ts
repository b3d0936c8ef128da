import { SaxesParser } from 'saxes';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from './decoded.ts';
import { mergeConflictLine } from './merge-conflict.ts';
import { decodeXmlBytes } from './xml-encoding.ts';

/** An element without its namespace prefix; `text` is all text directly in it, comments left out. */
export interface XmlElement {
  readonly name: string;
  /** 1-based line of the start tag. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Deeper than any file people write; what is nested deeper is refused, so nothing that walks the tree can overflow. */
const DEPTH_LIMIT = 256;

/** Decodes an XML file, or says in one diagnostic what is wrong and where. */
export function readXml(file: ClaimedFile, failure: DiagnosticCode): Decoded<XmlElement> {
  const text = decodeXmlBytes(file.bytes());
  const parsed = parseXml(text);
  if (!('reason' in parsed)) return { value: parsed };
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined) {
    return { problem: diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path: file.path, line: conflict }) };
  }
  if (text.trim() === '') return { problem: diagnostic(failure, 'the file is empty', { path: file.path, line: 1 }) };
  return { problem: diagnostic(failure, `not valid XML: ${parsed.reason}`, { path: file.path, line: parsed.line }) };
}

export interface XmlProblem {
  readonly reason: string;
  readonly line: number;
}

/**
 * The root element. Entities of a document type are never expanded: `&name;` stays as it is written, so nothing
 * outside the text is read and nothing grows.
 */
export function parseXml(text: string): XmlElement | XmlProblem {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: (XmlElement & { text: string; children: XmlElement[] })[] = [];
  let root: XmlElement | undefined;
  let problem: XmlProblem | undefined;
  let line = 1;
  const fail = (reason: string): void => {
    problem ??= { reason, line: parser.line };
  };
  parser.on('error', (error) => {
    if (!error.message.endsWith('undefined entity.')) fail(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''));
  });
  parser.on('opentagstart', () => {
    line = parser.line;
  });
  parser.on('opentag', (tag) => {
    if (open.length >= DEPTH_LIMIT) fail(`more than ${DEPTH_LIMIT} levels of elements`);
    if (problem !== undefined) return;
    const attributes = new Map(Object.entries(tag.attributes).map(([name, value]) => [withoutPrefix(name), value]));
    const element = { name: withoutPrefix(tag.name), line, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    if (problem === undefined) open.pop();
  });
  const add = (more: string): void => {
    const element = open.at(-1);
    if (element !== undefined && problem === undefined) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  // In pieces, so that a broken file is given up at its first problem.
  for (let at = 0; at < text.length; at += PIECE) {
    parser.write(text.slice(at, at + PIECE));
    if (problem !== undefined) return problem;
  }
  parser.close();
  return problem ?? root ?? { reason: 'no root element', line: 1 };
}

const PIECE = 65_536;

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The trimmed text of a child; `undefined` when there is none, or nothing in it. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim();
  return text === '' ? undefined : text;
}
