import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../../diagnostics/codes.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../../domain/read-result.ts';
import type { Scope } from '../../../domain/scope.ts';

/** What a reader collects while it walks one lockfile. Packages first, then edges between their keys. */
export interface LockGraph {
  readonly path: string;
  /** Adds a package; the second one under a key is reported and left out. */
  add(item: LockedPackage): void;
  get(key: string): LockedPackage | undefined;
  /** An edge between two known keys, kept once. */
  connect(from: string, to: string, scope: Scope, requirement?: string): void;
  note(item: Diagnostic): void;
  report(code: DiagnosticCode, message: string, line?: number): void;
  finish(extra?: Pick<ReadResult, 'covers' | 'stale'>): ReadResult;
}

export function lockGraph(path: string): LockGraph {
  const packages = new Map<string, LockedPackage>();
  const edges = new Map<string, LockedEdge>();
  const diagnostics: Diagnostic[] = [];
  return {
    path,
    add(item) {
      if (packages.has(item.key)) {
        diagnostics.push(diagnostic('lockfile-entry-invalid', `two packages under the key \`${item.key}\``, { path }));
        return;
      }
      packages.set(item.key, item);
    },
    get: (key) => packages.get(key),
    connect(from, to, scope, requirement) {
      if (from === to || !packages.has(from) || !packages.has(to)) return;
      edges.set(`${from}\n${to}\n${scope}\n${requirement ?? ''}`, {
        from,
        to,
        scope,
        ...(requirement !== undefined && { requirement }),
      });
    },
    note(item) {
      diagnostics.push(item);
    },
    report(code, message, line) {
      diagnostics.push(diagnostic(code, message, { path, line }));
    },
    finish: (extra = {}) => ({ packages: [...packages.values()], edges: [...edges.values()], diagnostics, ...extra }),
  };
}
