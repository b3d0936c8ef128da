import { SaxesParser } from 'saxes';
import type { DocumentPart, PartsParser } from './json-members.ts';
import { SbomProblem } from './sbom-problem.ts';

/** A value in the shape that the JSON form of CycloneDX has. */
type Value = string | Value[] | { [key: string]: Value };

interface Open {
  readonly name: string;
  readonly line: number;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  text: string;
  /** In document order. */
  children: { name: string; value: Value }[];
}

/** Elements whose children are the elements of a list in the JSON form (schemas bom-1.2.xsd to bom-1.7.xsd). */
const LISTS: ReadonlySet<string> = new Set(
  ['components', 'services', 'dependencies', 'vulnerabilities', 'annotations', 'compositions', 'citations', 'patterns'].concat(
    ['licenses', 'hashes', 'externalReferences', 'properties', 'occurrences', 'patches', 'tools', 'authors', 'lifecycles'],
    ['assemblies', 'ancestors', 'descendants', 'variants', 'commits', 'notes', 'methods', 'tags', 'formulation', 'contacts'],
  ),
);

/** Lists below the root whose elements are handed on one at a time. */
const STREAMED: ReadonlySet<string> = new Set(
  ['components', 'services', 'dependencies', 'vulnerabilities', 'annotations', 'compositions', 'citations', 'properties'].concat([
    'externalReferences',
    'formulation',
  ]),
);

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/;
const MOST_LEVELS = 50_000;

/** Splits a CycloneDX XML document into the parts that its JSON form has, in that shape. Nothing is ever expanded or fetched. */
export function xmlMembers(onPart: (part: DocumentPart) => void): PartsParser {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: Open[] = [];
  let seenRoot = false;
  let line = 1;
  const fail = (message: string): never => {
    throw new SbomProblem('sbom-unparsable', message, parser.line);
  };
  parser.on('error', (error) => {
    // an entity of a document type stays as it is written
    if (error.message.endsWith('undefined entity.')) return;
    fail(`not valid XML: ${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')}`);
  });
  parser.on('opentagstart', () => {
    line = parser.line;
  });
  parser.on('opentag', (tag) => {
    const name = withoutPrefix(tag.name);
    const attributes = Object.entries(tag.attributes);
    if (open.length === 0) {
      if (seenRoot) fail('not valid XML: two root elements');
      seenRoot = true;
      const version = attributes.map(([, value]) => NAMESPACE.exec(value)?.[1]).find((found) => found !== undefined);
      if (name !== 'bom' || version === undefined) {
        throw new SbomProblem('sbom-format-unknown', `\`<${name}>\` is not the root of a CycloneDX document`, line);
      }
      onPart({ key: 'bomFormat', value: 'CycloneDX', line, text: '' });
      onPart({ key: 'specVersion', value: version, line, text: '' });
    }
    if (open.length >= MOST_LEVELS) throw new SbomProblem('sbom-too-large', `more than ${MOST_LEVELS} levels`, line);
    const plain = attributes
      .filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:') && !key.startsWith('xsi:'))
      .map(([key, value]) => [withoutPrefix(key), value] as const);
    open.push({ name, line, attributes: plain, text: '', children: [] });
  });
  parser.on('closetag', () => {
    const element = open.pop();
    const parent = open.at(-1);
    if (element === undefined || parent === undefined) return;
    const value = toValue(element, parent.name);
    const [root, list] = open;
    if (open.length === 2 && root?.name === 'bom' && list !== undefined && STREAMED.has(list.name)) {
      onPart({ key: list.name, value, line: element.line, text: '' });
    } else if (open.length === 1 && !STREAMED.has(element.name)) {
      onPart({ key: element.name, value, line: element.line, text: '' });
    } else if (open.length > 1) parent.children.push({ name: element.name, value });
  });
  const add = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  return {
    write: (text) => {
      parser.write(text);
    },
    end: () => {
      if (open.length > 0) fail('the document ends in the middle of its XML: it is cut off');
      parser.close();
      if (!seenRoot) fail('no root element');
    },
  };
}

function toValue({ name, line, attributes, text, children }: Open, parent: string): Value {
  const trimmed = text.trim();
  if (parent === 'licenses') {
    const own = Object.fromEntries(attributes);
    if (name === 'expression') return { ...own, expression: trimmed };
    return name === 'license' ? { license: toRecord(attributes, children) } : toRecord(attributes, children);
  }
  if (name === 'dependency') {
    // `<dependency ref="a"><dependency ref="b"/></dependency>`
    const dependsOn = children.flatMap((child) => (child.name === 'dependency' ? refOf(child.value) : []));
    return { ...Object.fromEntries(attributes), dependsOn };
  }
  if (name === 'hash') return { ...Object.fromEntries(attributes), content: trimmed };
  if (name === 'property') return { ...Object.fromEntries(attributes), value: text };
  if (parent === 'tags' || name === 'assembly') return Object.fromEntries(attributes)['ref'] ?? trimmed;
  if (LISTS.has(name) && (children.length > 0 || trimmed === '')) return children.map((child) => child.value);
  if (children.length === 0 && attributes.length === 0) return trimmed;
  const record = toRecord(attributes, children);
  if (children.length === 0) record['content'] = trimmed;
  if (name === 'component') record[LINE] = String(line);
  return record;
}

/** Where a component starts; no attribute or element can be called this. */
export const LINE = '#line';

function toRecord(attributes: Open['attributes'], children: Open['children']): { [key: string]: Value } {
  const entries = attributes.map(([key, value]): [string, Value] => [key, value]);
  for (const { name, value } of children) entries.push([name, value]);
  return Object.fromEntries(entries);
}

function refOf(value: Value): string[] {
  return typeof value === 'object' && !Array.isArray(value) && typeof value['ref'] === 'string' ? [value['ref']] : [];
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
