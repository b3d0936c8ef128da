import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type FirstPartyPackage, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { textEntries, textField } from '../formats/values.ts';
import { readLicenseFields } from './license-field.ts';

/** Reads bower.json with what is installed in bower_components: Bower has no lockfile, its installation says the versions. */
export const bowerManifest: Reader = {
  id: 'bower-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['bower.json'],
  group: 'file',
  read,
};

function read({ root, files: [file], fs }: ReadGroup): ReadResult {
  if (file === undefined) return unreadable();
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const { root: manifest, keys } = value;
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const [name, version, description] = ['name', 'version', 'description'].map((key) => textField(manifest, key));
  const project: FirstPartyPackage = {
    kind: 'first-party',
    key: 'project',
    path: directoryOf(path),
    name: name ?? (root === '' ? '.' : baseName(root)),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    manifest: path,
    occurrences: [{ path }],
    licenses: readLicenseFields(manifest, { root: 'tree', path }),
  };
  const packages = new Map<string, LockedPackage>();
  const edges: { from: string; to: string; scope: Scope; requirement: string }[] = [];
  let unlocked = 0;
  for (const [map, scope] of [
    ['dependencies', 'runtime'],
    ['devDependencies', 'dev'],
  ] as const)
    for (const [alias, requirement] of textEntries(manifest, map)) {
      const line = keys.line(map, alias);
      const folder = pathIn(root, `bower_components/${alias}`);
      const installed = siblingFile(fs, pathIn(folder, '.bower.json'), diagnostics);
      const found =
        installed === undefined ? undefined : readJson(installed, { failure: 'manifest-unparsable', keyDepth: 1 }).value?.root;
      const exact = textField(found, 'version') ?? textField(found, '_release');
      const purl = makePurl({ type: 'bower', name: textField(found, 'name') ?? alias, version: exact });
      if (purl === undefined) {
        diagnostics.push(diagnostic('manifest-entry-invalid', `\`${alias.slice(0, 200)}\` is no package name`, { path, line }));
        continue;
      }
      if (exact === undefined) unlocked += 1;
      packages.set(purl, {
        kind: 'third-party',
        key: purl,
        purl,
        resolution: exact === undefined ? 'declared' : 'installed',
        occurrences: [{ path, ...(line !== undefined && { line }) }],
        ...(exact === undefined ? { requirement } : { installed: [{ root: 'tree', path: folder, format: 'directory' }] }),
      });
      edges.push({ from: project.key, to: purl, scope, requirement });
    }
  if (unlocked > 0)
    diagnostics.push(diagnostic('lockfile-missing', `Bower has no lockfile: ${unlocked} dependencies have no version`, { path }));
  return { packages: [project, ...packages.values()], edges, diagnostics };
}
