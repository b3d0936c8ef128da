import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Scope } from '../../domain/scope.ts';
import { readPackageEntry, type PackageEntry } from './package-entry.ts';

/** The packages of one lockfile or installation by lower-case name, which Composer installs once; a second one has its version beside it. */
export type PackageSet = ReadonlyMap<string, SetMember>;

export interface SetMember {
  readonly key: string;
  readonly entry: PackageEntry;
  /** What the file says of it: in `packages` or in `packages-dev`. */
  readonly scope: Scope;
  readonly line: number | undefined;
}

export interface EntryList {
  readonly entries: readonly unknown[];
  readonly scopeOf: (entry: PackageEntry) => Scope;
}

export function toPackageSet(
  lists: readonly EntryList[],
  { path, lines }: { readonly path: string; readonly lines: ReadonlyMap<string, number> },
): { readonly set: PackageSet; readonly diagnostics: readonly Diagnostic[] } {
  const set = new Map<string, SetMember>();
  const diagnostics: Diagnostic[] = [];
  for (const { entries, scopeOf } of lists) {
    for (const value of entries) {
      const entry = readPackageEntry(value);
      if (entry === undefined) {
        diagnostics.push(diagnostic('lockfile-entry-invalid', 'a package without a name and a version', { path }));
        continue;
      }
      const name = entry.name.toLowerCase();
      const line = lines.get(name);
      const key = set.has(name) ? `${name} ${entry.version}` : name;
      if (key !== name) {
        const message = `\`${entry.name}\` stands twice; requirements mean the first one`;
        diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path, line }));
      }
      // A merge gone wrong: which version is installed is not known, so each is listed.
      if (!set.has(key) && set.get(name)?.entry.version !== entry.version)
        set.set(key, { key, entry, scope: scopeOf(entry), line });
    }
  }
  return { set, diagnostics };
}
