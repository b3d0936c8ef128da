import { parseSpdx } from '../domain/spdx-expression.ts';
import type { VerdictNote } from './decision.ts';
import type { MultipleMode } from './model.ts';

/** A license statement as it reaches the judge. */
export type LicenseInput =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly texts: readonly string[] };

interface ReadInput {
  readonly kind: 'text' | 'none';
  readonly text: string;
  readonly ambiguous: boolean;
  readonly notes: readonly VerdictNote[];
}

/** One text to judge. A list without operator is joined as the ecosystem defines, each entry in its own parentheses. */
export function readLicenseInput(
  input: LicenseInput,
  { multiple, ecosystem }: { readonly multiple: Readonly<Record<string, MultipleMode>>; readonly ecosystem: string | undefined },
): ReadInput {
  const texts = input.kind === 'none' ? [] : input.kind === 'text' ? [input.text] : input.texts;
  const written = texts.map((text) => text.trim()).filter((text) => text !== '');
  const [first] = written;
  if (first === undefined) return { kind: 'none', text: '', ambiguous: false, notes: [] };
  if (written.length === 1) return { kind: 'text', text: first, ambiguous: false, notes: [] };
  // An entry is judged alone first: `MIT) OR (ISC` must not break out of its parentheses.
  const broken = written.find((text) => !parseSpdx(text).ok);
  if (broken !== undefined) return { kind: 'text', text: broken, ambiguous: false, notes: [] };
  // One license that is named twice is no list.
  if (new Set(written.map(canonical)).size === 1) return { kind: 'text', text: first, ambiguous: false, notes: [] };
  const mode =
    (ecosystem !== undefined && Object.hasOwn(multiple, ecosystem) ? multiple[ecosystem] : multiple['default']) ?? 'and';
  const text = written.map((item) => `(${item})`).join(mode === 'and' ? ' AND ' : ' OR ');
  const notes = mode === 'review' ? [] : [`joined-${mode}` as const];
  return { kind: 'text', text, ambiguous: mode === 'review', notes };
}

function canonical(text: string): string {
  const parsed = parseSpdx(text);
  return parsed.ok ? parsed.text : text;
}
