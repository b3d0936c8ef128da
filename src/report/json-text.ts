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
    else yield indent(prepare(value), '  ');
  }
  yield '\n}\n';
}

function* renderItems(items: readonly unknown[], prepare: (value: unknown) => unknown): Iterable<string> {
  for (const [index, item] of items.entries()) yield `${index === 0 ? '[' : ','}\n    ${indent(prepare(item), '    ')}`;
  yield '\n  ]';
}

// JSON strings hold no line breaks, so every one is between tokens.
function indent(value: unknown, by: string): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${by}`);
}
