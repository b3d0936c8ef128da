import { createHash } from 'node:crypto';
import { field, isRecord, listField, type UnknownRecord } from '../formats/values.ts';

/** The fields of a dependency in the order in which Helm writes them, and whether it leaves an empty one out. */
const FIELDS = [
  ['name', 'always'],
  ['version', 'filled'],
  ['repository', 'always'],
  ['condition', 'filled'],
  ['tags', 'filled'],
  ['enabled', 'filled'],
  ['import-values', 'filled'],
  ['alias', 'filled'],
] as const;

/**
 * The digest that Helm 3 writes into a Chart.lock: of what Chart.yaml asks for and of what is locked (helm/helm
 * `internal/resolver/resolver.go`, `HashReq`). `undefined` when it cannot be told: a repository that is an alias in somebody's own
 * settings, values whose type YAML decides.
 */
export function chartLockDigest(chart: unknown, lock: unknown): string | undefined {
  const lists = [chart, lock].map((document) => listField(document, 'dependencies') ?? []);
  if (lists.some((list) => list.length === 0)) return undefined;
  const written = lists.map((list) => joined(list.map(goDependency)));
  if (written.includes(undefined)) return undefined;
  return `sha256:${createHash('sha256')
    .update(`[${written.join(',')}]`)
    .digest('hex')}`;
}

function goDependency(entry: unknown): string | undefined {
  if (!isRecord(entry)) return undefined;
  const parts: string[] = [];
  for (const [key, when] of FIELDS) {
    const value = key === 'enabled' ? toFlag(entry) : (field(entry, key) ?? '');
    const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty && when === 'filled') continue;
    const text = key === 'tags' || key === 'import-values' ? goList(value) : goScalar(value);
    if (text === undefined || (key === 'repository' && /^(?:@|alias:)/.test(String(value)))) return undefined;
    parts.push(`"${key}":${text}`);
  }
  return `{${parts.join(',')}}`;
}

// Nobody writes it, and `true` there is no text.
function toFlag(entry: UnknownRecord): unknown {
  const value = field(entry, 'enabled');
  return value === undefined || value === 'false' ? '' : undefined;
}

function goList(value: unknown): string | undefined {
  return Array.isArray(value) ? joined(value.map((item) => (isRecord(item) ? goMap(item) : goScalar(item)))) : undefined;
}

// Go sorts the keys of a map by bytes, which is by code unit as long as all is ASCII.
function goMap(value: UnknownRecord): string | undefined {
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = entries.map(([key, item]) => {
    const texts = [goScalar(key), goScalar(item)];
    return texts.includes(undefined) ? undefined : texts.join(':');
  });
  return parts.includes(undefined) ? undefined : `{${parts.join(',')}}`;
}

// What YAML 1.1 takes for something else than a text: a number, a date, a flag, nothing. A whole number is written alike.
const NO_TEXT =
  /^(?:[-+]?(?:\d[\d_]*)?\.[\d_]*(?:e[-+]?\d+)?|[-+]?\d[\d_]*e[-+]?\d+|[-+]?0[xob\d][\da-f_]*|[-+]\d[\d_]*|\d+_[\d_]*|\d+(?::\d+)+(?:\.\d*)?|\d{4}-\d.*|[-+]?\.(?:inf|nan)|true|false|yes|no|on|off|y|n|null|~)$/i;

// The YAML reader keeps all scalars as texts. Go's encoder escapes what HTML minds; Helm replaces what cannot be printed.
function goScalar(value: unknown): string | undefined {
  if (typeof value !== 'string' || /[^ -~]/.test(value) || NO_TEXT.test(value)) return undefined;
  return JSON.stringify(value).replaceAll(/[<>&]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16)}`);
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : `[${parts.join(',')}]`;
}
