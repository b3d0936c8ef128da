/** What a marker is asked about; everything else in it (platform, Python version) is taken to hold. */
export interface MarkerQuestion {
  readonly extras: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

const TOKEN = /\s*(\(|\)|"[^"]*"|'[^']*'|(?:not\s+in|in|and|or)\b|[<>=!~]+|[\w.]+)/gy;
const LONGEST = 4000;
const DEEPEST = 50;

/**
 * Whether a package with this marker is installed for these extras and dependency groups in some environment
 * (the markers `extras` and `dependency_groups` of PEP 751). What makes no sense holds.
 */
export function mayHold(marker: string | undefined, question: MarkerQuestion): boolean {
  if (marker === undefined || marker.length > LONGEST) return true;
  const tokens = [...marker.matchAll(TOKEN)].map((match) => match[1] ?? '');
  let at = 0;
  const either = (depth: number): boolean => {
    let holds = both(depth);
    while (tokens[at] === 'or') {
      at += 1;
      holds = both(depth) || holds;
    }
    return holds;
  };
  const both = (depth: number): boolean => {
    let holds = one(depth);
    while (tokens[at] === 'and') {
      at += 1;
      holds = one(depth) && holds;
    }
    return holds;
  };
  const one = (depth: number): boolean => {
    if (tokens[at] === '(' && depth < DEEPEST) {
      at += 1;
      const holds = either(depth + 1);
      if (tokens[at] === ')') at += 1;
      return holds;
    }
    const [left = '', operator = '', right = ''] = tokens.slice(at, at + 3);
    at += 3;
    return compares(left, operator, right, question);
  };
  return either(0);
}

function compares(left: string, operator: string, right: string, { extras, groups }: MarkerQuestion): boolean {
  const name = left.slice(1, -1);
  const known = right === 'extras' ? extras : right === 'dependency_groups' ? groups : undefined;
  if (known === undefined) return true;
  return operator.startsWith('not') ? !known.has(name) : known.has(name);
}
