/** Whether a name fits a pattern in which `*` is any run of characters. */
export function matchesName(pattern: string, name: string): boolean {
  // Pieces between stars in order, the first at the start and the last at the end: linear, without backtracking.
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
