/** `name@range` cut at the `@` that is not a scope's: `@a/b@npm:c@^1` is `@a/b` and `npm:c@^1`. */
export function splitDescriptor(text: string): { readonly name: string; readonly range: string } {
  const at = text.indexOf('@', 1);
  return at === -1 ? { name: text, range: '' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}

/** The package behind an alias: `npm:real@^1` is `real`; `npm:^1` and plain ranges are no alias. */
export function aliasedName(range: string): string | undefined {
  const target = /^npm:((?:@[^/@]+\/)?[^@]+)@/.exec(range)?.[1];
  return target === undefined || target === '' ? undefined : target;
}
