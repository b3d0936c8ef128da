import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type LockedEdge, type LockedPackage } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { readProjectToml } from './project-toml.ts';
import { STANDARD_LIBRARY } from './standard-library.ts';

/** Reads a Project.toml that no manifest explains. */
export const juliaProjectReader: Reader = {
  id: 'julia-project',
  version: 1,
  kind: 'manifest',
  claims: ['Project.toml', 'JuliaProject.toml'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || group.covered.has(file.path)) return unreadable();
    const diagnostics: Diagnostic[] = [];
    const found = readProjectToml(file, directoryOf(file.path), diagnostics);
    if (found === undefined) return unreadable(...diagnostics);
    const { project, dependencies } = found;
    const packages = new Map<string, LockedPackage>([[project.key, project]]);
    const edges: LockedEdge[] = [];
    for (const { name, uuid, scope, requirement, line } of dependencies) {
      if (STANDARD_LIBRARY.has(name)) continue;
      const here = { path: file.path, ...(line !== undefined && { line }) };
      const purl = makePurl({ type: 'julia', name, qualifiers: { uuid } });
      if (purl === undefined) {
        diagnostics.push(diagnostic('manifest-entry-invalid', `\`${name}\` has no uuid`, here));
        continue;
      }
      const asked = requirement !== undefined && { requirement };
      packages.set(purl, { kind: 'third-party', key: purl, purl, resolution: 'declared', occurrences: [here], ...asked });
      edges.push({ from: project.key, to: purl, scope, ...asked });
    }
    const hint = 'run `Pkg.resolve()` and commit Manifest.toml, unless this is a library';
    if (edges.length > 0)
      diagnostics.push(
        diagnostic('lockfile-missing', 'no Manifest.toml says which versions are used', { path: file.path, hint }),
      );
    return { packages: [...packages.values()], edges, diagnostics };
  },
};
