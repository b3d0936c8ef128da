/** `name@range` cut at the `@` that is not a scope's: `@a/b@npm:c@^1` is `@a/b` and `npm:c@^1`. */
export function splitDescriptor(text: string): { readonly name: string; readonly range: string } {
  const at = text.indexOf('@', 1);
  return at === -1 ? { name: text, range: '' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}

/** The package behind an alias of yarn 1: `npm:real@^1` and `npm:real` are `real`; plain ranges and `npm:^1` are no alias. */
export function aliasedName(range: string): string | undefined {
  return /^npm:((?:@[^/@]+\/)?[a-z_][^@\s]*)(?:@|$)/i.exec(range)?.[1];
}
