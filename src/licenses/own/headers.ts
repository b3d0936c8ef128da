import { createHash } from 'node:crypto';
import type { SpdxExpression } from '../../domain/license.ts';
import type { HeaderLicense, OwnLicensing } from '../../domain/project.ts';
import { by } from '../../domain/order.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { TextIdentification, TextIdentifier } from '../text-identifier.ts';

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

/** The licenses that headers of these files name, the most frequent first. */
export async function readHeaders(
  paths: readonly string[],
  fs: ReadOnlyFs,
  identifier: TextIdentifier,
): Promise<NonNullable<OwnLicensing['headers']>> {
  const step = Math.ceil(paths.length / MOST_FILES);
  const chosen = paths.filter((_path, index) => index % step === 0);
  const known = new Map<string, Promise<TextIdentification>>();
  const found = new Map<SpdxExpression, { files: number; example: HeaderLicense['example'] }>();
  for (const path of chosen) {
    const header = headerOf(path, fs);
    if (header === undefined) continue;
    const key = createHash('sha256').update(header.replaceAll(/\d{4}/g, '')).digest('hex');
    const identified = known.get(key) ?? identifier.identify({ path: 'header', bytes: Buffer.from(header) });
    known.set(key, identified);
    const { expression, detections } = await identified;
    if (expression === undefined) continue;
    const seen = found.get(expression) ?? { files: 0, example: { path, line: detections[0]?.lines?.[0] ?? 1 } };
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

function textOf(path: string, fs: ReadOnlyFs): string | undefined {
  try {
    const bytes = fs.slice === undefined ? fs.bytes(path)?.subarray(0, HEAD) : fs.slice(path, 0, HEAD);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  } catch (error) {
    // A file that cannot be read has no header that speaks for the project.
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
