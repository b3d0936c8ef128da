/** Turns a claim glob into a test over paths. `*` stays within a segment, `**` crosses segments, `{a,b}` are alternatives. */
export function matchClaim(claim: string): (path: string) => boolean {
  const pattern = new RegExp(`^(?:.*/)?${toRegExpSource(claim)}$`);
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

/** Looks up which of many claims match a path. Plain names are found by hash, only real globs are tried one by one. */
export class ClaimIndex<T> {
  readonly #byName = new Map<string, T[]>();
  readonly #globs: { matches: (path: string) => boolean; value: T }[] = [];

  add(claim: string, value: T): void {
    if (/[*?{/]/.test(claim)) {
      this.#globs.push({ matches: matchClaim(claim), value });
      return;
    }
    const known = this.#byName.get(claim);
    if (known === undefined) this.#byName.set(claim, [value]);
    else known.push(value);
  }

  find(path: string): T[] {
    const named = this.#byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? [];
    return [...named, ...this.#globs.filter((glob) => glob.matches(path)).map((glob) => glob.value)];
  }
}
