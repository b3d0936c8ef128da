// What compiled validators need at run time, written into each of them so that a generated module imports nothing.
// They stand in for ajv/dist/runtime/ucs2length and ajv/dist/runtime/equal; each is taken over by its source text.

/** Length of a string in code points, as JSON Schema counts it. */
export function ucs2length(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Equality of decoded JSON. */
export function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}
