/** `pkg:npm/%40a/b@1` as `@a/b@1`, a project id as its name. */
export function shownName(id: string): string {
  if (!id.startsWith('pkg:')) return id.slice(id.lastIndexOf('#') + 1).replace(/^[^:]*:/, '');
  const bare = id.replace(/[?#].*$/, '').replace(/^pkg:[^/]+\//, '');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare; // a stray percent sign: nothing to undo
  }
}
