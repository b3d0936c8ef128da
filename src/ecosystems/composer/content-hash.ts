import { createHash } from 'node:crypto';
import { field, isRecord, type UnknownRecord } from '../formats/values.ts';

/** What Composer hashes, in the order in which it sorts it (composer/composer src/Composer/Package/Locker.php, `getContentHash`). */
const RELEVANT = [
  'conflict',
  'extra',
  'minimum-stability',
  'name',
  'prefer-stable',
  'provide',
  'replace',
  'repositories',
  'require',
  'require-dev',
  'version',
];

/** No manifest of a person is nested deeper; a hostile one may be. */
const DEEPEST = 100;

/** The `content-hash` of a composer.json; `undefined` when it holds what PHP would write in another way than can be told from its data. */
export function contentHash(root: UnknownRecord): string | undefined {
  const relevant = new Map<string, unknown>(RELEVANT.flatMap((key) => (Object.hasOwn(root, key) ? [[key, root[key]]] : [])));
  const platform = field(field(root, 'config'), 'platform');
  const parts = platform === undefined || platform === null ? [] : [['config', { platform }] as const];
  // `config` stands before `conflict`, and nothing else before that.
  const written = [...parts, ...relevant].map(([key, value]) => {
    const text = phpJson(value);
    return text === undefined ? undefined : `${phpText(key)}:${text}`;
  });
  if (written.includes(undefined)) return undefined;
  const json = written.length === 0 ? '[]' : `{${written.join(',')}}`;
  return createHash('md5').update(json).digest('hex');
}

// PHP's json_encode of what json_decode made arrays of: an empty object becomes a list, `/` and what is not ASCII are escaped.
function phpJson(value: unknown, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'string') return phpText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return joined(
      '[',
      value.map((item) => phpJson(item, depth + 1)),
      ']',
    );
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value);
  // JavaScript moves keys that are numbers to the front, and PHP makes lists of them.
  if (entries.some(([key]) => /^(?:0|-?[1-9]\d*)$/.test(key))) return undefined;
  if (entries.length === 0) return '[]';
  return joined(
    '{',
    entries.map(([key, item]) => {
      const text = phpJson(item, depth + 1);
      return text === undefined ? undefined : `${phpText(key)}:${text}`;
    }),
    '}',
  );
}

function joined(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(',')}${close}`;
}

function phpText(text: string): string {
  return JSON.stringify(text)
    .replaceAll('/', String.raw`\/`)
    .replaceAll(/[\u007F-\uFFFF]/g, (unit) =>
      unit === '\u007F' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
