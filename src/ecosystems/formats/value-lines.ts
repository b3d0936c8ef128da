export interface WrittenValue {
  readonly line: number;
  /** What stands behind `#` on the same line. */
  readonly comment?: string;
}

/**
 * Where the values of some keys stand in a YAML text, by value: `valueLines(text, /uses/)`. YAML decoders forget lines and
 * comments; this tolerant scan by line finds the plain and quoted ones, and nothing is concluded from it but a place.
 */
export function valueLines(text: string, keys: RegExp): ReadonlyMap<string, readonly WrittenValue[]> {
  const pattern = new RegExp(`^[\\s-]*["']?(?:${keys.source})["']?\\s*:\\s*(?:&\\S+\\s+)?(.*)$`);
  const found = new Map<string, WrittenValue[]>();
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    // No tool writes what is looked for behind a thousand characters.
    const written = pattern.exec(row.slice(0, 1000).trimEnd())?.[1];
    if (written === undefined || written === '') continue;
    const [, quoted, plain, comment] = /^(?:["']([^"']*)["']|([^\s#"']\S*))?\s*(?:#\s*(.*))?/.exec(written) ?? [];
    const value = quoted ?? plain;
    if (value === undefined) continue;
    const places = found.get(value) ?? [];
    found.set(value, places);
    places.push({ line, ...(comment !== undefined && comment !== '' && { comment: comment.trim() }) });
  }
  return found;
}
