import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Scope } from '../../domain/scope.ts';
import { readPackageEntry, type PackageEntry } from './package-entry.ts';

/** The packages of one lockfile or installation by lower-case name: Composer installs each name once. */
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
      const key = entry.name.toLowerCase();
      const line = lines.get(key);
      if (set.has(key)) {
        diagnostics.push(
          diagnostic('lockfile-entry-invalid', `\`${entry.name}\` stands twice; the first one counts`, { path, line }),
        );
      } else set.set(key, { key, entry, scope: scopeOf(entry), line });
    }
  }
  return { set, diagnostics };
}
