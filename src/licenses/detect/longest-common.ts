/** Tables larger than this are not worth their words: the gap counts as different. */
const LARGEST_TABLE = 120_000;

interface Stretch {
  readonly tokens: Uint16Array;
  readonly from: number;
  readonly length: number;
}

/** Calls `match` for each pair of a longest common subsequence of two short word sequences. */
export function matchBetween(gap: {
  readonly left: Stretch;
  readonly right: Stretch;
  readonly match: (left: number, right: number) => void;
}): void {
  const { left, right, match } = gap;
  const rows = left.length;
  const columns = right.length + 1;
  if (rows === 0 || right.length === 0 || rows * right.length > LARGEST_TABLE) return;
  const isEqual = (row: number, column: number): boolean => {
    const token = left.tokens[left.from + row];
    return token !== 0 && token === right.tokens[right.from + column];
  };
  if (rows === 1) {
    for (let column = 0; column < right.length; column += 1) if (isEqual(0, column)) return match(0, column);
    return;
  }
  const table = new Uint16Array((rows + 1) * columns);
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const cell = row * columns + column;
      const below = table[cell + columns] ?? 0;
      const behind = table[cell + 1] ?? 0;
      table[cell] = isEqual(row, column) ? (table[cell + columns + 1] ?? 0) + 1 : below > behind ? below : behind;
    }
  }
  let row = 0;
  let column = 0;
  while (row < rows && column < right.length) {
    const cell = row * columns + column;
    if (isEqual(row, column)) {
      match(row, column);
      row += 1;
      column += 1;
    } else if ((table[cell + columns] ?? 0) >= (table[cell + 1] ?? 0)) {
      row += 1;
    } else {
      column += 1;
    }
  }
}
