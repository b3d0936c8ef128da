import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type LockedEdge, type LockedPackage } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { vcsUrl } from '../formats/vcs-source.ts';
import { readGleamToml } from './gleam-toml.ts';
import { hexPurl } from './hex-purl.ts';

/** Reads a gleam.toml that no manifest.toml explains. */
export const gleamTomlReader: Reader = {
  id: 'gleam-toml',
  version: 1,
  kind: 'manifest',
  claims: ['gleam.toml'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || group.covered.has(file.path) || /(^|\/)build\/packages\//.test(file.path)) return unreadable();
    const diagnostics: Diagnostic[] = [];
    const manifest = readGleamToml(file, directoryOf(file.path), diagnostics);
    if (manifest === undefined) return unreadable(...diagnostics);
    const packages = new Map<string, LockedPackage>([[manifest.project.key, manifest.project]]);
    const edges: LockedEdge[] = [];
    for (const { name, scope, requirement, git, isLocal, line } of manifest.dependencies) {
      if (isLocal === true) continue;
      const purl =
        git === undefined ? hexPurl(name, undefined) : makePurl({ type: 'hex', name, qualifiers: { vcs_url: vcsUrl(git) } });
      if (purl === undefined) continue;
      const occurrences = [{ path: file.path, ...(line !== undefined && { line }) }];
      const asked = requirement !== undefined && { requirement };
      if (!packages.has(name))
        packages.set(name, { kind: 'third-party', key: name, purl, resolution: 'declared', occurrences, ...asked });
      edges.push({ from: manifest.project.key, to: name, scope, ...asked });
    }
    const hint = 'run `gleam deps download` and commit manifest.toml';
    if (edges.length > 0)
      diagnostics.push(
        diagnostic('lockfile-missing', 'no manifest.toml says which versions are used', { path: file.path, hint }),
      );
    return { packages: [...packages.values()], edges, diagnostics };
  },
};
