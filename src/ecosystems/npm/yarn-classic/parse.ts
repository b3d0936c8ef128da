/** One entry of a yarn v1 lockfile: `"a@^1", a@^1.1:` and what stands indented below it. */
export interface ClassicEntry {
  readonly patterns: readonly string[];
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly dependencies: readonly (readonly [name: string, range: string])[];
  readonly optionalDependencies: readonly (readonly [name: string, range: string])[];
}

export interface ClassicLockfile {
  readonly entries: readonly ClassicEntry[];
  /** The first line that is not in the format. */
  readonly wrongLine?: number;
}

interface OpenEntry extends ClassicEntry {
  readonly fields: Map<string, string>;
  readonly dependencies: [string, string][];
  readonly optionalDependencies: [string, string][];
}

// One word: a JSON string, or text without spaces, commas and a trailing colon (yarnpkg/yarn src/lockfile/parse.js).
const WORD = /"(?:[^"\\]|\\.)*"|[^\s",:](?:[^\s",]*[^\s",:])?/y;

/** Parses the indentation format of yarn v1; it looks like YAML and is not. One pass over the lines. */
export function parseClassic(text: string): ClassicLockfile {
  const entries: OpenEntry[] = [];
  let entry: OpenEntry | undefined;
  let block: [string, string][] | undefined;
  let number = 0;
  for (const raw of text.split('\n')) {
    number += 1;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - content.length;
    if (indent === 0) {
      const patterns = parsePatterns(content);
      if (patterns === undefined) return { entries, wrongLine: number };
      entry = { patterns, line: number, fields: new Map(), dependencies: [], optionalDependencies: [] };
      entries.push(entry);
      block = undefined;
    } else if (entry === undefined) return { entries, wrongLine: number };
    else if (indent === 2) {
      const opened = blockOf(entry, content);
      block = opened;
      if (opened !== undefined) continue;
      const pair = parsePair(content);
      if (pair === undefined) return { entries, wrongLine: number };
      entry.fields.set(...pair);
    } else {
      const pair = parsePair(content);
      if (pair === undefined) return { entries, wrongLine: number };
      block?.push(pair);
    }
  }
  return { entries };
}

function blockOf(entry: OpenEntry, content: string): [string, string][] | undefined {
  const name = /^"?([A-Za-z]+)"?:\s*$/.exec(content)?.[1];
  if (name === 'dependencies') return entry.dependencies;
  if (name === 'optionalDependencies') return entry.optionalDependencies;
  return name === undefined ? undefined : []; // a block of another kind is read over
}

function parsePatterns(content: string): string[] | undefined {
  const patterns: string[] = [];
  let at = 0;
  while (at < content.length) {
    const word = wordAt(content, at);
    if (word === undefined) return undefined;
    patterns.push(word.value);
    at = skipSpaces(content, word.end);
    if (content[at] === ':') return skipSpaces(content, at + 1) === content.length ? patterns : undefined;
    if (content[at] !== ',') return undefined;
    at = skipSpaces(content, at + 1);
  }
  return undefined;
}

function parsePair(content: string): [string, string] | undefined {
  const key = wordAt(content, 0);
  if (key === undefined) return undefined;
  const start = skipSpaces(content, content[key.end] === ':' ? key.end + 1 : key.end);
  const value = wordAt(content, start);
  return value === undefined || skipSpaces(content, value.end) !== content.length ? undefined : [key.value, value.value];
}

function wordAt(text: string, at: number): { value: string; end: number } | undefined {
  WORD.lastIndex = at;
  const found = WORD.exec(text)?.[0];
  if (found === undefined) return undefined;
  const end = at + found.length;
  if (!found.startsWith('"')) return { value: found, end };
  try {
    return { value: String(JSON.parse(found)), end };
  } catch {
    return undefined;
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
