/** What go.sum says of one module version. */
export interface GoSum {
  /** `h1:` hash of the module's zip by `path@version`. It is a hash over a tree, not over a file. */
  readonly zipHashes: ReadonlyMap<string, string>;
  /** `path@version` of every line, those for go.mod files too. */
  readonly known: ReadonlySet<string>;
  readonly lines: ReadonlyMap<string, number>;
  /** Lines that are not `module version hash`. */
  readonly badLines: readonly number[];
}

/**
 * Reads go.sum or go.work.sum. A `/go.mod` line only means that the file was looked at while versions were chosen:
 * such a module need not be part of the build.
 */
export function parseGoSum(text: string): GoSum {
  const zipHashes = new Map<string, string>();
  const known = new Set<string>();
  const lines = new Map<string, number>();
  const badLines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.trim().split(/\s+/);
    const [path = '', version = '', hash = ''] = words;
    if (path === '') continue;
    if (words.length !== 3 || !/^v\d/.test(version)) {
      badLines.push(index + 1);
      continue;
    }
    const id = `${path}@${version.replace(/\/go\.mod$/, '')}`;
    known.add(id);
    if (version.endsWith('/go.mod')) continue;
    if (hash.startsWith('h1:')) zipHashes.set(id, hash);
    lines.set(id, index + 1);
  }
  return { zipHashes, known, lines, badLines };
}

export const EMPTY_SUM: GoSum = { zipHashes: new Map(), known: new Set(), lines: new Map(), badLines: [] };
