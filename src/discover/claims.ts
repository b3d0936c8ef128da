/** Turns a claim glob into a test over paths. `*` stays within a segment, `**` crosses segments, `{a,b}` are alternatives. */
export function matchClaim(claim: string, { anchored = false } = {}): (path: string) => boolean {
  const pattern = new RegExp(`^${anchored ? '' : '(?:.*/)?'}${toRegExpSource(claim)}$`, 's');
  return (path) => pattern.test(path);
}

function toRegExpSource(glob: string): string {
  return glob.replaceAll(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^${}()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1) return `(?:${token.slice(1, -1).split(',').map(toRegExpSource).join('|')})`;
    return `\\${token}`;
  });
}

interface Glob<T> {
  readonly matches: (path: string) => boolean;
  readonly value: T;
}

/**
 * Looks up which of many claims match a path. A claim that ends in a plain file name is found by that name, one that
 * ends in a plain extension (`*.csproj`) by that; only what is left is tried one by one.
 */
export class ClaimIndex<T> {
  readonly #byName = new Map<string, Glob<T>[]>();
  readonly #byExtension = new Map<string, Glob<T>[]>();
  readonly #others: Glob<T>[] = [];

  add(claim: string, value: T): void {
    const isPlainName = !/[*?{/]/.test(claim);
    const glob = { matches: isPlainName ? () => true : matchClaim(claim), value };
    const name = claim.slice(claim.lastIndexOf('/') + 1);
    const extension = /\.[^.*?{}/]+$/.exec(name)?.[0];
    if (!/[*?{}]/.test(name)) push(this.#byName, name, glob);
    else if (extension !== undefined) push(this.#byExtension, extension, glob);
    else this.#others.push(glob);
  }

  find(path: string): T[] {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    const byExtension = dot === -1 ? undefined : this.#byExtension.get(name.slice(dot));
    return [...(this.#byName.get(name) ?? []), ...(byExtension ?? []), ...this.#others]
      .filter((glob) => glob.matches(path))
      .map((glob) => glob.value);
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
