import { parse } from 'smol-toml';
import { field, isRecord, listField, textField } from '../../domain/values.ts';
import { matchesGlob } from './reuse-glob.ts';

/** What a REUSE file says of the files that its patterns match. */
export interface ReuseAnnotation {
  /** Relative to the folder of the REUSE file. */
  readonly patterns: readonly string[];
  readonly expressions: readonly string[];
  /** `closest`: only for files that say nothing themselves. */
  readonly precedence: 'closest' | 'aggregate' | 'override';
  /** In dep5 a `*` also crosses folders. */
  readonly crossesFolders: boolean;
}

/** Reads a REUSE.toml (https://reuse.software/spec-3.3 §4.3); `undefined` when it is none. */
export function readReuseToml(text: string): readonly ReuseAnnotation[] | undefined {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    return undefined;
  }
  return (listField(document, 'annotations') ?? []).filter(isRecord).map((annotation) => ({
    patterns: textsOf(annotation, 'path'),
    expressions: textsOf(annotation, 'SPDX-License-Identifier'),
    precedence: precedenceOf(textField(annotation, 'precedence')),
    crossesFolders: false,
  }));
}

/** Reads a `.reuse/dep5`: Debian's copyright format with SPDX expressions as license names. */
export function readDep5(text: string): readonly ReuseAnnotation[] {
  const annotations: ReuseAnnotation[] = [];
  for (const paragraph of text.replaceAll('\r', '').split(/\n[ \t]*\n/)) {
    const files = debianField(paragraph, 'Files');
    const license = debianField(paragraph, 'License')?.split('\n')[0]?.trim();
    if (files === undefined || license === undefined || license === '') continue;
    annotations.push({
      patterns: files.split(/\s+/).filter((pattern) => pattern !== ''),
      expressions: [license],
      precedence: 'aggregate',
      crossesFolders: true,
    });
  }
  return annotations;
}

/** The annotation that holds for a path: the last one that matches, as both formats define. */
export function annotationFor(annotations: readonly ReuseAnnotation[], path: string): ReuseAnnotation | undefined {
  return annotations.findLast(({ patterns, crossesFolders }) =>
    patterns.some((pattern) => matchesGlob(pattern, path, crossesFolders)),
  );
}

/** The file of which `picture.png.license` speaks; `undefined` for other names. */
export function describedBySidecar(path: string): string | undefined {
  return /[^/]\.license$/.test(path) ? path.slice(0, -'.license'.length) : undefined;
}

function debianField(paragraph: string, name: string): string | undefined {
  const lines = paragraph.split('\n');
  const at = lines.findIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  if (at < 0) return undefined;
  const values = [(lines[at] ?? '').slice(name.length + 1).trim()];
  for (let next = at + 1; next < lines.length && /^[ \t]/.test(lines[next] ?? ''); next += 1)
    values.push((lines[next] ?? '').trim());
  return values.join('\n');
}

function textsOf(annotation: unknown, key: string): string[] {
  const value = field(annotation, key);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string');
}

function precedenceOf(text: string | undefined): ReuseAnnotation['precedence'] {
  return text === 'aggregate' || text === 'override' ? text : 'closest';
}
