/** What the file of the weights says of the model. */
export interface WeightsHeader {
  readonly format: 'gguf' | 'safetensors' | 'git-lfs';
  /** Metadata with text values, by their names. */
  readonly texts: ReadonlyMap<string, string>;
}

/** How much of a file is looked at: metadata stands in front of the tensors; a tokenizer in it may be longer, and is passed over. */
export const HEAD_LENGTH = 4 * 1024 * 1024;

/** Reads the head of a file of weights; `undefined` when it is neither format. Bytes beyond the head are never needed. */
export function readWeightsHeader(head: Uint8Array): WeightsHeader | undefined {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 64));
  if (start.startsWith('version https://git-lfs.github.com/spec/v1')) return readPointer(head);
  if (start.startsWith('GGUF')) return readGguf(head);
  return readSafetensors(head);
}

// git-lfs, docs/spec.md: a text file of `key value` lines stands for the file until it is fetched.
function readPointer(head: Uint8Array): WeightsHeader {
  const rows = new TextDecoder().decode(head.subarray(0, 1024)).split('\n');
  return {
    format: 'git-lfs',
    texts: new Map(rows.flatMap((row) => (row.includes(' ') ? [splitAt(row, row.indexOf(' '))] : []))),
  };
}

function splitAt(row: string, at: number): [string, string] {
  return [row.slice(0, at), row.slice(at + 1).trim()];
}

// safetensors: 8 bytes of length, then JSON with the tensors and `__metadata__`, a map of texts (huggingface/safetensors).
function readSafetensors(head: Uint8Array): WeightsHeader | undefined {
  if (head.length < 10) return undefined;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  if (head[8] !== 0x7b || length > 100_000_000n) return undefined; // `{`
  const text = new TextDecoder().decode(head.subarray(8, 8 + Number(length)));
  const metadata = parsed(text) ?? parsed(metadataAlone(text) ?? '');
  const texts = Object.entries(metadata ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { format: 'safetensors', texts: new Map(texts) };
}

function parsed(text: string): object | undefined {
  try {
    const { __metadata__: metadata } = JSON.parse(text) as { __metadata__?: unknown };
    return typeof metadata === 'object' && metadata !== null ? metadata : {};
  } catch {
    return undefined;
  }
}

// The list of tensors may be longer than the head; the metadata is a flat object, in front of it as the library writes it.
function metadataAlone(text: string): string | undefined {
  const object = /^\{\s*"__metadata__"\s*:\s*\{(?:\s*"(?:[^"\\]|\\.)*"\s*:\s*"(?:[^"\\]|\\.)*"\s*,?)*\s*\}/.exec(
    text.slice(0, 1_000_000),
  )?.[0];
  return object === undefined ? undefined : `${object}}`;
}

const SIZES: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const [TEXT, ARRAY] = [8, 9];
const LONGEST_TEXT = 10_000;
const MOST_PAIRS = 10_000;

// GGUF 2 and 3: magic, version, counts, then pairs of key, type and value, little-endian (ggml, docs/gguf.md).
function readGguf(head: Uint8Array): WeightsHeader {
  const texts = new Map<string, string>();
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const decoder = new TextDecoder();
  let at = 8;
  const uint64 = (): number => {
    const value = Number(view.getBigUint64(at, true));
    at += 8;
    return value;
  };
  const uint32 = (): number => {
    const value = view.getUint32(at, true);
    at += 4;
    return value;
  };
  const text = (): string => {
    const length = uint64();
    const value = length > LONGEST_TEXT ? '' : decoder.decode(head.subarray(at, at + length));
    at += length;
    return value;
  };
  try {
    uint64(); // the number of tensors
    const pairs = Math.min(uint64(), MOST_PAIRS);
    for (let pair = 0; pair < pairs; pair += 1) {
      const key = text();
      const type = uint32();
      if (type === TEXT) texts.set(key, text());
      else if (type === ARRAY) {
        const inner = uint32();
        const count = uint64();
        if (inner === TEXT) for (let item = 0; item < count; item += 1) text();
        else at += count * (SIZES[inner] ?? Number.NaN);
      } else at += SIZES[type] ?? Number.NaN;
      if (Number.isNaN(at)) break;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the head ends here
  }
  return { format: 'gguf', texts };
}
