/** Tables larger than this are not worth their words: the gap counts as different. */
const LARGEST_TABLE = 120_000;

/** Calls `match` for each pair of a longest common subsequence of two short word sequences. */
export function matchBetween(gap: {
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly match: (left: number, right: number) => void;
}): void {
  const { left, right, match } = gap;
  const columns = right.length + 1;
  if (left.length === 0 || right.length === 0 || left.length * right.length > LARGEST_TABLE) return;
  const table = new Uint16Array((left.length + 1) * columns);
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const cell = row * columns + column;
      const isEqual = left[row] !== 0 && left[row] === right[column];
      table[cell] = isEqual ? (table[cell + columns + 1] ?? 0) + 1 : Math.max(table[cell + columns] ?? 0, table[cell + 1] ?? 0);
    }
  }
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    const cell = row * columns + column;
    if (left[row] !== 0 && left[row] === right[column]) {
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
