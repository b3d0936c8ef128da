import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { unreadable, type LockedEdge, type LockedPackage } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { condaPurl, pipPurl } from './conda-purl.ts';
import { readPixiManifest } from './pixi-toml.ts';

/** Reads a pixi.toml that no pixi.lock explains. */
export const pixiTomlReader: Reader = {
  id: 'pixi-toml',
  version: 1,
  kind: 'manifest',
  claims: ['pixi.toml'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || group.covered.has(file.path)) return unreadable();
    const diagnostics: Diagnostic[] = [];
    const { project, dependencies } = readPixiManifest(group.root, group, diagnostics);
    const packages = new Map<string, LockedPackage>([[project.key, project]]);
    const edges: LockedEdge[] = [];
    for (const { name, kind, requirement } of dependencies) {
      const purl = kind === 'conda' ? condaPurl({ name }) : pipPurl(name, undefined);
      if (purl === undefined) continue;
      const asked = requirement !== undefined && requirement !== '*' && { requirement };
      packages.set(purl, {
        kind: 'third-party',
        key: purl,
        purl,
        resolution: 'declared',
        occurrences: [{ path: file.path }],
        ...asked,
      });
      edges.push({ from: project.key, to: purl, scope: 'runtime', ...asked });
    }
    const hint = 'run `pixi lock` and commit pixi.lock';
    if (edges.length > 0)
      diagnostics.push(diagnostic('lockfile-missing', 'no pixi.lock says which builds are used', { path: file.path, hint }));
    return { packages: [...packages.values()], edges, diagnostics };
  },
};
