import type { State } from '../states/state.ts';

/** A report before it is Markdown or HTML. Texts are plain: each format makes them inert in its own way. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  /** The answer to the report's question, before everything else. */
  | { readonly kind: 'answer'; readonly parts: readonly Inline[] };

export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly state: State }
  | { readonly link: string; readonly text: string };

export type Cell = Inline | readonly Inline[];

/** One number with its name; the note carries what a number alone would hide. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

export interface Report {
  readonly title: string;
  readonly question: string;
  readonly organization: string;
  readonly judgedOn: string;
  readonly pack: string;
  readonly blocks: readonly Block[];
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (...parts: readonly Inline[]): Block => ({ kind: 'paragraph', parts });
export const list = (items: readonly (readonly Inline[])[], ordered = false): Block => ({ kind: 'list', ordered, items });

/** A table with its heading, or what to say when it has no rows. */
export function section(
  title: string,
  {
    columns,
    rows,
    empty,
    before = [],
  }: { columns: readonly string[]; rows: readonly (readonly Cell[])[]; empty: string; before?: readonly Inline[] },
): Block[] {
  const body: Block = rows.length === 0 ? paragraph(empty) : { kind: 'table', columns, rows };
  return [heading(title), ...(before.length > 0 ? [paragraph(...before)] : []), body];
}

/** Marks that stay apart in black and white: what is only stated is hollow, what is measured is filled. */
export const STATE_MARKS: Readonly<Record<State, { readonly mark: string; readonly word: string }>> = {
  pass: { mark: '●', word: 'pass' },
  attested: { mark: '○', word: 'attested' },
  not_applicable: { mark: '–', word: 'not applicable' },
  stale: { mark: '◌', word: 'stale' },
  unknown: { mark: '?', word: 'unknown' },
  conflict: { mark: '≠', word: 'conflict' },
  fail: { mark: '✕', word: 'fail' },
};

/** `1 repository`, `3 repositories`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A plain text with `code` in backticks, as its parts. */
export function splitCode(text: string): readonly (string | { readonly code: string })[] {
  return text
    .split(/`([^`]*)`/)
    .map((part, index) => (index % 2 === 1 ? { code: part } : part))
    .filter((part) => part !== '');
}
