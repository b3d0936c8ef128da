const DEPENDENCY_TABLE = /((?:dev[-_]|build[-_])?dependencies)(?:\.["']?([\w-]+)["']?)?$/;

/**
 * Where a Cargo.toml declares things: `package`, `package.license`, `dev-dependencies.rand`; 1-based, the first
 * place of each. The TOML decoder forgets positions, and a scan by line is enough to show a person where to look:
 * nothing is concluded from it. Tables below `[target.…]` count like those at the top.
 */
export function declarationLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const add = (key: string, line: number): void => {
    if (!lines.has(key)) lines.set(key, line);
  };
  let table = '';
  for (const [index, content] of text.split('\n').entries()) {
    if (content.length > 1000) continue;
    const header = /^\s*\[([^[\]]+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      const [, dependencies, name] = DEPENDENCY_TABLE.exec(header.trim()) ?? [];
      table = name === undefined ? (dependencies ?? header.trim()) : '';
      add(name === undefined ? table : `${dependencies ?? ''}.${name}`, index + 1);
      continue;
    }
    const key = /^\s*["']?([\w-]+)["']?\s*[=.]/.exec(content)?.[1];
    if (key !== undefined && table !== '') add(`${table}.${key}`, index + 1);
  }
  return lines;
}
