/** Longer than any version or name: what grows beyond it is hostile (`a=${b}${b}`, `b=${c}${c}`, …). */
const LENGTH_LIMIT = 4096;

/** Replaces `${…}` by values; what has none, or needs itself, stays as it is written. */
export type Interpolate = (text: string) => string;

/** An interpolator over one source of values; each name is worked out once. */
export function interpolator(valueOf: (name: string) => string | undefined): Interpolate {
  const known = new Map<string, string | undefined>();
  const open = new Set<string>();
  const valueFor = (name: string): string | undefined => {
    if (known.has(name)) return known.get(name);
    if (open.has(name) || open.size >= 64) return undefined;
    const raw = valueOf(name);
    open.add(name);
    const value = raw === undefined ? undefined : replace(raw);
    open.delete(name);
    known.set(name, value);
    return value;
  };
  const replace = (text: string): string => {
    if (!text.includes('${')) return text;
    const out = text.replaceAll(/\$\{([^${}]*)\}/g, (whole, name: string) => valueFor(name.trim()) ?? whole);
    return out.length > LENGTH_LIMIT ? text.slice(0, LENGTH_LIMIT) : out;
  };
  return replace;
}

/** Something in it could not be replaced. */
export function isUnresolved(text: string): boolean {
  return text.includes('${') || text.includes('&') || text.includes('@{');
}
