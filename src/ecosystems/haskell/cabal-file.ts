import type { Scope } from '../../domain/scope.ts';

/** What a .cabal file says in its fields; conditions are not judged. */
export interface CabalFile {
  readonly name?: string;
  readonly version?: string;
  readonly synopsis?: string;
  readonly license?: string;
  readonly licenseLine?: number;
  readonly dependencies: readonly CabalDependency[];
}

export interface CabalDependency {
  readonly name: string;
  readonly requirement?: string;
  readonly scope: Scope;
  readonly line: number;
}

const SECTION = /^(library|executable|foreign-library|test-suite|benchmark|common|custom-setup|flag|source-repository)\b/i;
const SCOPE_OF_SECTION: Readonly<Record<string, Scope>> = { 'test-suite': 'test', benchmark: 'dev', 'custom-setup': 'build' };

/**
 * Reads the fields of a .cabal file: `field: value` with the value going on in lines that are indented deeper
 * (cabal.readthedocs.io, "Package descriptions").
 */
export function readCabalFile(text: string): CabalFile {
  const top = new Map<string, { value: string; line: number }>();
  const dependencies: CabalDependency[] = [];
  let section = '';
  let open: { name: string; indent: number; parts: { text: string; line: number }[] } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { name, parts } = open;
    const scope = SCOPE_OF_SECTION[section] ?? 'runtime';
    if (name === 'build-depends' || name === 'setup-depends') {
      for (const part of parts) dependencies.push(...toDependencies(part.text, scope, part.line));
    } else if (name === 'build-tool-depends') {
      for (const part of parts) dependencies.push(...toDependencies(part.text, scope === 'runtime' ? 'build' : scope, part.line));
    } else if (section === '' && !top.has(name))
      top.set(name, {
        value: parts
          .map((part) => part.text)
          .join(' ')
          .trim(),
        line: parts[0]?.line ?? 1,
      });
    open = undefined;
  };
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.replace(/\r$/, '').replace(/^\s*--.*$/, '');
    if (content.trim() === '') continue;
    const indent = content.length - content.trimStart().length;
    if (open !== undefined && indent > open.indent) {
      open.parts.push({ text: content.trim(), line: index + 1 });
      continue;
    }
    close();
    const header = indent === 0 ? SECTION.exec(content)?.[1]?.toLowerCase() : undefined;
    const field = /^\s*([A-Za-z][\w-]*)\s*:(.*)$/.exec(content.slice(0, 10_000));
    if (field !== null)
      open = { name: (field[1] ?? '').toLowerCase(), indent, parts: [{ text: (field[2] ?? '').trim(), line: index + 1 }] };
    else if (header !== undefined) section = header;
  }
  close();
  const [name, version, synopsis, license] = ['name', 'version', 'synopsis', 'license'].map((key) => top.get(key));
  return {
    ...(name !== undefined && { name: name.value }),
    ...(version !== undefined && { version: version.value }),
    ...(synopsis !== undefined && { synopsis: synopsis.value }),
    ...(license !== undefined && { license: license.value, licenseLine: license.line }),
    dependencies,
  };
}

// "base >=4.7 && <5", "text", "pkg:{lib, sub} ^>=1.2", "hspec-discover:hspec-discover == 2.*"
function toDependencies(text: string, scope: Scope, line: number): CabalDependency[] {
  return text
    .replaceAll(/\{[^}]*\}/g, '')
    .split(',')
    .flatMap((part) => {
      const match = /^\s*([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?::[\w-]*)?\s*(.*)$/.exec(part.slice(0, 1000));
      if (match === null) return [];
      const [, name = '', requirement = ''] = match;
      return [{ name, scope, line, ...(requirement.trim() !== '' && { requirement: requirement.trim() }) }];
    });
}
