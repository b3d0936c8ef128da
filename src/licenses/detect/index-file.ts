import type { Dictionary, LicenseIndex, Template } from './license-index.ts';
import type { IndexRules } from './index-rules.ts';

/**
 * The file: magic, length of the header, header (JSON), then the sections, each at a multiple of 8 so that a typed
 * array can lie directly on the bytes. Nothing is copied or parsed but the header and the rules.
 */
const MAGIC = 'LICIDX02';

/** What the build hands over; `decodeIndex(encodeIndex(x))` is `x`. */
interface IndexParts {
  readonly version: string;
  readonly templates: readonly Template[];
  readonly rules: IndexRules;
  readonly words: readonly string[];
  readonly arrays: {
    readonly tokens: Uint16Array;
    readonly flags: Uint8Array;
    readonly keys: Int32Array;
    readonly ids: Uint16Array;
    readonly traits: Uint8Array;
    readonly bucketStarts: Uint32Array;
    readonly positions: Uint32Array;
    readonly postingTemplates: Uint16Array;
  };
}

interface Header {
  readonly version: string;
  readonly sections: Readonly<Record<string, readonly [offset: number, length: number]>>;
}

/** Writes an index as bytes. */
export function encodeIndex(parts: IndexParts): Uint8Array {
  const text = new TextEncoder();
  const { templates, rules, words, arrays } = parts;
  const bodies: [string, Uint8Array][] = [
    ['templates', text.encode(JSON.stringify(templates))],
    ['rules', text.encode(JSON.stringify(rules))],
    ['words', text.encode(words.join('\n'))],
    ...Object.entries(arrays).map(([name, array]): [string, Uint8Array] => [
      name,
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    ]),
  ];
  const sections: Record<string, [number, number]> = {};
  let offset = 0;
  for (const [name, body] of bodies) {
    sections[name] = [offset, body.length];
    offset = align(offset + body.length);
  }
  const header = text.encode(JSON.stringify({ version: parts.version, sections } satisfies Header));
  const base = align(MAGIC.length + 4 + header.length);
  const bytes = new Uint8Array(base + offset);
  bytes.set(text.encode(MAGIC), 0);
  new DataView(bytes.buffer).setUint32(MAGIC.length, header.length, true);
  bytes.set(header, MAGIC.length + 4);
  for (const [name, body] of bodies) bytes.set(body, base + (sections[name]?.[0] ?? 0));
  return bytes;
}

/** Lays an index over its bytes; throws when they are not an index of this version (a broken installation). */
export function decodeIndex(file: Uint8Array): LicenseIndex {
  const bytes = file.byteOffset % 8 === 0 ? file : new Uint8Array(file);
  const text = new TextDecoder();
  if (text.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new Error('the license index is not of this version: run `npm run build`');
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  const header = JSON.parse(text.decode(bytes.subarray(MAGIC.length + 4, MAGIC.length + 4 + headerLength))) as Header;
  const base = align(MAGIC.length + 4 + headerLength);
  const section = (name: string): Uint8Array => {
    const [offset, length] = header.sections[name] ?? [0, 0];
    return bytes.subarray(base + offset, base + offset + length);
  };
  const u16 = (name: string): Uint16Array => view(section(name), Uint16Array, 2);
  const u32 = (name: string): Uint32Array => view(section(name), Uint32Array, 4);
  let spellings: readonly string[] | undefined;
  const dictionary: Dictionary = {
    keys: view(section('keys'), Int32Array, 4),
    ids: u16('ids'),
    traits: section('traits'),
    size: section('traits').length,
    spelling: (id) => (spellings ??= text.decode(section('words')).split('\n'))[id] ?? '',
  };
  return {
    version: header.version,
    templates: JSON.parse(text.decode(section('templates'))) as readonly Template[],
    tokens: u16('tokens'),
    flags: section('flags'),
    dictionary,
    postings: { bucketStarts: u32('bucketStarts'), positions: u32('positions'), templates: u16('postingTemplates') },
    rules: JSON.parse(text.decode(section('rules'))) as IndexRules,
  };
}

function view<T>(bytes: Uint8Array, make: new (buffer: ArrayBufferLike, offset: number, length: number) => T, width: number): T {
  return new make(bytes.buffer, bytes.byteOffset, bytes.byteLength / width);
}

function align(offset: number): number {
  return (offset + 7) & ~7;
}
