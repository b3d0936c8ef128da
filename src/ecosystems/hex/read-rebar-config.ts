import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { isInsideDeps } from './installed.ts';
import { readRebarConfig, scopeOf, toDeclared } from './rebar-config.ts';
import { toRebarProject } from './rebar-project.ts';

/** Reads a rebar.config that no rebar.lock explains. */
export const rebarConfigReader: Reader = {
  id: 'rebar-config',
  version: 1,
  kind: 'manifest',
  claims: ['rebar.config'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || group.covered.has(file.path) || isInsideDeps(group.root, group.fs)) return unreadable();
    const problems: Diagnostic[] = [];
    const { dependencies, diagnostics } = readRebarConfig(file);
    if (diagnostics.length > 0) return unreadable(...diagnostics);
    const project = toRebarProject(directoryOf(file.path), group, problems);
    const packages = new Map<string, LockedPackage>([[project.key, project]]);
    const edges: LockedEdge[] = [];
    for (const dependency of dependencies) {
      const item = toDeclared(dependency, file.path);
      if (item === undefined) continue;
      if (!packages.has(item.key)) packages.set(item.key, item);
      const { requirement } = dependency;
      edges.push({
        from: project.key,
        to: item.key,
        scope: scopeOf(dependency),
        ...(requirement !== undefined && { requirement }),
      });
    }
    const hint = 'run `rebar3 lock` and commit rebar.lock';
    if (edges.length > 0)
      problems.push(diagnostic('lockfile-missing', 'no rebar.lock says which versions are used', { path: file.path, hint }));
    return { packages: [...packages.values()], edges, diagnostics: problems };
  },
};
