import { createHash } from 'node:crypto';
import { isRecord, recordField, field, type UnknownRecord } from '../formats/values.ts';

// composer/composer src/Composer/Package/Locker.php, getContentHash
const RELEVANT = [
  'name',
  'version',
  'require',
  'require-dev',
  'conflict',
  'replace',
  'provide',
  'minimum-stability',
  'prefer-stable',
  'repositories',
  'extra',
] as const;

const MAX_DEPTH = 64;

/**
 * The `content-hash` that Composer would write for a composer.json: md5 over the part that decides what is locked, as PHP's
 * `json_encode` writes it. `undefined` where PHP's answer cannot be foreseen (numbers with a fraction, very deep values).
 */
export function contentHash(manifest: UnknownRecord): string | undefined {
  const relevant: Record<string, unknown> = {};
  for (const key of RELEVANT) {
    const value = field(manifest, key);
    if (value !== undefined) relevant[key] = value;
  }
  const platform = field(recordField(manifest, 'config'), 'platform');
  if (platform !== undefined && platform !== null) relevant['config'] = { platform };
  const sorted = Object.fromEntries(Object.entries(relevant).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const text = encode(sorted, 0);
  return text === undefined ? undefined : createHash('md5').update(text).digest('hex');
}

function encode(value: unknown, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return encodeText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (Array.isArray(value))
    return joined(
      value.map((item) => encode(item, depth + 1)),
      '[',
      ']',
    );
  if (!isRecord(value)) return JSON.stringify(value);
  const keys = Object.keys(value);
  // an empty map, and one whose keys are 0, 1, 2, … is a list to PHP
  if (keys.every((key, index) => key === String(index)))
    return joined(
      keys.map((key) => encode(value[key], depth + 1)),
      '[',
      ']',
    );
  // JavaScript moves keys that are numbers to the front, so their order in the file is lost
  if (keys.some((key) => /^\d+$/.test(key))) return undefined;
  const pairs = keys.map((key) => {
    const encoded = encode(value[key], depth + 1);
    return encoded === undefined ? undefined : `${encodeText(key)}:${encoded}`;
  });
  return joined(pairs, '{', '}');
}

function joined(parts: readonly (string | undefined)[], open: string, close: string): string | undefined {
  return parts.includes(undefined) ? undefined : open + parts.join(',') + close;
}

// PHP escapes the slash and everything beyond ASCII.
function encodeText(text: string): string {
  return JSON.stringify(text)
    .replaceAll('/', String.raw`\/`)
    .replaceAll(/[\u007f-\uffff]/g, (unit) =>
      unit === '\u007f' ? unit : String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
    );
}
