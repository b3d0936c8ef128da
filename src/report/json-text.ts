/**
 * The JSON text of a record of lists in pieces: one per item of its lists, so that no string holds it all.
 * Two spaces, LF, properties in the order they have; those that are `undefined` are left out. `prepare` is applied to
 * each property, or to each item of it, just before it is written.
 */
export function* renderJsonRecord(
  record: Readonly<Record<string, unknown>>,
  prepare: (value: unknown) => unknown = (value) => value,
): Iterable<string> {
  let first = true;
  yield '{';
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    yield `${first ? '' : ','}\n  ${JSON.stringify(key)}: `;
    first = false;
    if (Array.isArray(value) && value.length > 0) yield* renderItems(value, prepare);
    else yield indentOnce(prepare(value));
  }
  yield '\n}\n';
}

/** The same content in as few characters as it takes, for digests. */
export function* contentOf(record: Readonly<Record<string, unknown>>): Iterable<string> {
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    yield JSON.stringify(key);
    if (Array.isArray(value)) for (const item of value) yield JSON.stringify(item);
    else yield JSON.stringify(value);
  }
}

function* renderItems(items: readonly unknown[], prepare: (value: unknown) => unknown): Iterable<string> {
  for (const [index, item] of items.entries()) yield `${index === 0 ? '[' : ','}\n    ${indentTwice(prepare(item))}`;
  yield '\n  ]';
}

// Written inside lists, which are then cut off: the text comes out indented, and is not gone through a second time.
function indentOnce(value: unknown): string {
  return JSON.stringify([value], undefined, 2).slice('[\n  '.length, -'\n]'.length);
}

function indentTwice(value: unknown): string {
  return JSON.stringify([[value]], undefined, 2).slice('[\n  [\n    '.length, -'\n  ]\n]'.length);
}
