import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';

/** A paket.lock (fsprojects.github.io/Paket/lock-file.html). */
export interface PaketLock {
  readonly packages: readonly PaketPackage[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PaketPackage {
  readonly source: 'NUGET' | 'GITHUB' | 'GIST' | 'HTTP' | 'GIT';
  readonly remote: string;
  /** `Main` when the lockfile names none. */
  readonly group: string;
  readonly name: string;
  /** A version, or a commit. */
  readonly version?: string;
  readonly dependencies: readonly { readonly name: string; readonly requirement?: string }[];
  readonly line: number;
}

const SOURCES = new Set(['NUGET', 'GITHUB', 'GIST', 'HTTP', 'GIT']);

export function parsePaketLock(lines: readonly string[], path: string): PaketLock {
  const packages: (PaketPackage & { dependencies: { name: string; requirement?: string }[] })[] = [];
  const diagnostics: Diagnostic[] = [];
  let [group, source, remote] = ['Main', '', ''];
  for (const [index, line] of lines.entries()) {
    const content = line.trim();
    const indent = line.length - line.trimStart().length;
    if (content === '') continue;
    if (indent === 0) {
      const named = /^GROUP\s+(.+)$/.exec(content)?.[1];
      if (named !== undefined) [group, source, remote] = [named, '', ''];
      else if (SOURCES.has(content)) [source, remote] = [content, ''];
      else if (!/^[A-Z-]+:/.test(content)) diagnostics.push(bad(path, index + 1)); // `RESTRICTION: …`, `STORAGE: …`
      continue;
    }
    const given = /^remote:\s*(\S+)/.exec(content)?.[1];
    if (given !== undefined) {
      remote = given;
      continue;
    }
    if (source === '' || content === 'specs:') continue;
    const [, name, detail] = /^(\S+)(?:\s+\(([^)]*)\))?/.exec(content) ?? [];
    const last = packages.at(-1);
    if (name === undefined) continue;
    if (indent >= 6 && last !== undefined) last.dependencies.push({ name, ...(detail !== undefined && { requirement: detail }) });
    else {
      // a GIT source without a package in it has only its commit: `     (abc123)`
      const own = /^\(([^)]+)\)/.exec(content)?.[1];
      const version = own ?? detail;
      const item = { source: source as PaketPackage['source'], remote, group, name: own === undefined ? name : remote };
      packages.push({ ...item, ...(version !== undefined && version !== '' && { version }), dependencies: [], line: index + 1 });
    }
  }
  return { packages, diagnostics };
}

function bad(path: string, line: number): Diagnostic {
  return diagnostic('lockfile-entry-invalid', 'a line that Paket does not write', { path, line });
}
