/** One section of a .gitmodules file. */
export interface Submodule {
  readonly name: string;
  readonly path?: string;
  readonly url?: string;
  readonly branch?: string;
  readonly line: number;
}

/** Reads the syntax of git-config(1) as far as .gitmodules uses it (gitmodules(5)). */
export function readGitmodules(lines: readonly string[]): Submodule[] {
  const found: { name: string; line: number; path?: string; url?: string; branch?: string }[] = [];
  let current: (typeof found)[number] | undefined;
  lines.forEach((row, index) => {
    const section = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(row);
    if (section !== null) {
      current = undefined;
      if (section[1]?.toLowerCase() !== 'submodule' || section[2] === undefined) return;
      current = { name: section[2].replaceAll(/\\(.)/g, '$1'), line: index + 1 };
      found.push(current);
      return;
    }
    const [, key, value] = /^\s*([A-Za-z][\w-]*)\s*=\s*(.*?)\s*$/.exec(row) ?? [];
    const name = key?.toLowerCase();
    if (current === undefined || value === undefined) return;
    if (name === 'path' || name === 'url' || name === 'branch') current[name] = unquote(value);
  });
  return found;
}

// A value may be quoted; outside of quotes `#` and `;` begin a comment after a space.
function unquote(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1];
  return quoted === undefined ? value.replace(/\s[#;].*$/, '').trimEnd() : quoted.replaceAll(/\\(.)/g, '$1');
}
