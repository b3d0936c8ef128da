import type { SpdxExpression } from '../../domain/license.ts';
import { toExpression } from '../../domain/spdx-expression.ts';
import { directoryOf } from '../../domain/path.ts';
import type { Detection, Identification } from './identification.ts';
import { annotationFor, readDep5, readReuseToml, type ReuseAnnotation } from './reuse.ts';

/** What one REUSE.toml or `.reuse/dep5` says of the files at and below its folder. */
export interface ReuseFile {
  readonly path: string;
  /** The folder that the patterns are relative to; empty for the root. */
  readonly folder: string;
  readonly lines: number;
  readonly annotations: readonly ReuseAnnotation[];
}

/** Whether a file states licenses of other files, by REUSE. */
export function isReuseFile(path: string): boolean {
  return /(?:^|\/)(?:REUSE\.toml|\.reuse\/dep5)$/.test(path);
}

/** Reads a REUSE.toml or `.reuse/dep5`; `undefined` when it is not well formed. */
export function readReuseFile(path: string, text: string): ReuseFile | undefined {
  const isDep5 = path.endsWith('dep5');
  const annotations = isDep5 ? readDep5(text) : readReuseToml(text);
  if (annotations === undefined) return undefined;
  const folder = isDep5 ? directoryOf(directoryOf(path)) : directoryOf(path);
  return { path, folder, lines: text.split('\n').length, annotations };
}

/** The statement that holds for a path. */
export interface ReuseStatement {
  readonly file: ReuseFile;
  readonly annotation: ReuseAnnotation;
}

/** Of several REUSE files an overriding one nearest to the root decides, else the nearest to the file. */
export function statementFor(path: string, files: readonly ReuseFile[]): ReuseStatement | undefined {
  const found = files
    .toSorted((a, b) => a.folder.length - b.folder.length)
    .flatMap((file) => {
      const annotation = annotationOf(file, path);
      return annotation === undefined || annotation.expressions.length === 0 ? [] : [{ file, annotation }];
    });
  return found.find(({ annotation }) => annotation.precedence === 'override') ?? found.at(-1);
}

/** The license of a file of which something is stated: `closest` gives way to what the file says itself, `aggregate` joins it. */
export function statedExpression({ annotation }: ReuseStatement, own: SpdxExpression | undefined): SpdxExpression | undefined {
  if (annotation.precedence === 'closest' && own !== undefined) return own;
  const kept = annotation.precedence === 'override' || own === undefined ? [] : [own];
  const terms = [...new Set([...kept, ...annotation.expressions])];
  return toExpression(terms.length === 1 ? (terms[0] ?? '') : terms.map((term) => `(${term})`).join(' AND '));
}

/** What a file carries by REUSE (https://reuse.software/spec-3.3 §4). */
export function withReuse(path: string, own: Identification, files: readonly ReuseFile[]): Identification {
  const statement = statementFor(path, files);
  if (statement === undefined) return own;
  const { file, annotation } = statement;
  if (annotation.precedence === 'closest' && own.expression !== undefined) return own;
  const expression = statedExpression(statement, own.expression);
  const stated = annotation.expressions.map((written) => toDetection(file, written, own.detections[0]?.indexVersion ?? ''));
  return {
    ...(expression !== undefined && { expression }),
    detections: annotation.precedence === 'override' ? stated : [...own.detections, ...stated],
  };
}

function annotationOf(file: ReuseFile, path: string): ReuseAnnotation | undefined {
  const prefix = file.folder === '' ? '' : `${file.folder}/`;
  return path.startsWith(prefix) ? annotationFor(file.annotations, path.slice(prefix.length)) : undefined;
}

function toDetection(file: ReuseFile, written: string, indexVersion: string): Detection {
  return {
    expression: toExpression(written) ?? written,
    matcher: 'reuse',
    score: 1,
    coverage: 1,
    path: file.path,
    bytes: [0, 0],
    lines: [1, file.lines],
    matchedText: written,
    missing: [],
    extra: [],
    rule: file.path.endsWith('dep5') ? 'reuse:dep5' : 'reuse:REUSE.toml',
    indexVersion,
  };
}
