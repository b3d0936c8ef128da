import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { unreadable, type LockedEdge, type LockedPackage } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { readModuleFile } from './module-file.ts';
import { modulePackage, overriddenPackage } from './module-package.ts';

/** Reads a MODULE.bazel that no lockfile explains: its versions are minimums, so none is taken for the selected one. */
export const moduleFileReader: Reader = {
  id: 'bazel-module',
  version: 1,
  kind: 'manifest',
  claims: ['MODULE.bazel'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || group.covered.has(file.path)) return unreadable();
    const { project, dependencies, overrides } = readModuleFile(file);
    const packages = new Map<string, LockedPackage>([[project.key, project]]);
    const edges: LockedEdge[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const { name, version, scope, line } of dependencies) {
      const override = overrides.get(name);
      const pinned = override?.kind === 'version' && override.version !== undefined;
      const facts = {
        key: name,
        name,
        resolution: pinned ? 'locked' : 'declared',
        occurrences: [{ path: file.path, line }],
        ...(version !== undefined && !pinned && { requirement: version }),
      } as const;
      const item = override === undefined ? modulePackage(facts) : overriddenPackage(facts, override, group.root);
      if (item === undefined) {
        diagnostics.push(diagnostic('manifest-entry-invalid', `\`${name}\` has no valid package URL`, { path: file.path, line }));
        continue;
      }
      packages.set(name, item);
      edges.push({ from: project.key, to: name, scope, ...(version !== undefined && { requirement: version }) });
    }
    const hint = 'run `bazel mod deps` and commit MODULE.bazel.lock';
    if (edges.length > 0)
      diagnostics.push(
        diagnostic('lockfile-missing', 'no MODULE.bazel.lock says which versions are selected', { path: file.path, hint }),
      );
    return { packages: [...packages.values()], edges, diagnostics };
  },
};
