import { createHash } from 'node:crypto';
import type { SpdxExpression } from '../../domain/license.ts';
import type { HeaderLicense, OwnLicensing } from '../../domain/project.ts';
import { by } from '../../domain/order.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { statedExpression, statementFor } from '../detect/reuse-statements.ts';
import type { TextIdentification, TextIdentifier } from '../text-identifier.ts';
import type { ReuseTree } from './reuse-tree.ts';

/** Of more files, as many are read, evenly spread: a project has few kinds of headers. */
export const MOST_FILES = 2000;
const HEAD = 4096;
const LONGEST_HEADER = 80;

const SOURCE =
  /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|swift|rs|go|java|kt|kts|scala|groovy|cs|fs|py|pyx|rb|php|pl|pm|lua|js|mjs|cjs|ts|mts|cts|jsx|tsx|vue|svelte|css|scss|sh|bash|sql|r|jl|hs|ml|ex|exs|erl|dart|zig|nim|proto|tf)$/i;
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|--|;|%|<!--|"""|'''|\(\*|\{-|<\?php|@|!|$)/;

// A comment that talks about licenses is no header: a header states a holder, a permission or an id.
const STATES =
  /spdx-license-identifier|copyright|\(c\)|©|permission is|redistribut|under the terms|licen[cs]ed (?:under|to)|public domain/i;

/** Source files, whose headers speak for a project; what tools wrote and packed does not. */
export function isSourceFile(path: string): boolean {
  return SOURCE.test(path) && !/\.min\.\w+$|(?:^|\/)(?:dist|build|generated|node_modules)\//.test(path);
}

interface HeaderContext {
  readonly fs: ReadOnlyFs;
  readonly identifier: TextIdentifier;
  readonly reuse: ReuseTree;
}

/** The licenses that headers of these files name, or REUSE files and sidecars for them; the most frequent first. */
export async function readHeaders(
  paths: readonly string[],
  { fs, identifier, reuse }: HeaderContext,
): Promise<NonNullable<OwnLicensing['headers']>> {
  const chosen = evenly(paths, MOST_FILES);
  const known = new Map<string, Promise<TextIdentification>>();
  const found = new Map<SpdxExpression, { files: number; example: HeaderLicense['example'] }>();
  const identify = async (header: string): Promise<TextIdentification> => {
    const key = createHash('sha256').update(header.replaceAll(/\d{4}/g, '')).digest('hex');
    const identified = known.get(key) ?? identifier.identify({ path: 'header', bytes: Buffer.from(header) });
    known.set(key, identified);
    return identified;
  };
  for (const path of chosen) {
    const sidecar = reuse.sidecars.has(path) ? textOf(`${path}.license`, fs) : undefined;
    const header = sidecar ?? headerOf(path, fs);
    const own = header === undefined ? undefined : await identify(header);
    const statement = statementFor(path, reuse.files);
    const expression = statement === undefined ? own?.expression : statedExpression(statement, own?.expression);
    if (expression === undefined) continue;
    const place = own?.expression === undefined && statement !== undefined ? statement.file.path : path;
    const example = { path: sidecar === undefined ? place : `${path}.license`, line: own?.detections[0]?.lines?.[0] ?? 1 };
    const seen = found.get(expression) ?? { files: 0, example };
    seen.files += 1;
    found.set(expression, seen);
  }
  const licenses = [...found].map(([expression, { files, example }]) => ({ expression, files, example }));
  return {
    files: paths.length,
    read: chosen.length,
    found: licenses.toSorted((a, b) => b.files - a.files || by(expressionOf)(a, b)),
  };
}

/** So many of a list at most, evenly spread. */
export function evenly<T>(list: readonly T[], most: number): readonly T[] {
  const step = Math.ceil(list.length / most);
  return list.length <= most ? list : list.filter((_item, index) => index % step === 0);
}

function expressionOf({ expression }: HeaderLicense): string {
  return expression;
}

/** The comment at the head of a file when it speaks of a license. */
function headerOf(path: string, fs: ReadOnlyFs): string | undefined {
  const text = textOf(path, fs);
  if (text === undefined || !/licen[cs]|spdx|public domain/i.test(text)) return undefined;
  const lines = text.split('\n').slice(0, LONGEST_HEADER);
  let inside = false;
  let end = 0;
  for (const line of lines) {
    if (!inside && !COMMENT.test(line)) break;
    if (line.includes('/*') || line.includes('<!--')) inside = true;
    if (line.includes('*/') || line.includes('-->')) inside = false;
    end += 1;
  }
  const header = lines.slice(0, end).join('\n');
  return STATES.test(header) ? header : undefined;
}

/** The head of a file; `undefined` when it cannot be read: then it says nothing for the project. */
export function textOf(path: string, fs: ReadOnlyFs): string | undefined {
  try {
    const bytes = fs.slice === undefined ? fs.bytes(path)?.subarray(0, HEAD) : fs.slice(path, 0, HEAD);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
