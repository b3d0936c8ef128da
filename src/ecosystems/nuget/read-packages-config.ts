import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { unreadable, type PackageLocation, type ReadResult } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { childrenOf, readXml } from '../formats/xml.ts';
import { directoryProject, namedProject, projectFileIn } from './project-identity.ts';
import { resultBuilder } from './result-builder.ts';
import { normaliseVersion } from './version.ts';

/** Reads packages.config: all packages of a project with exact versions, and not who needs which. */
export const packagesConfigReader: Reader = {
  id: 'nuget-packages-config',
  version: 1,
  kind: 'lockfile',
  claims: ['packages.config', 'packages.*.config'],
  group: 'file',
  read: ofOneFile(readPackagesConfig),
};

function readPackagesConfig(file: ClaimedFile, { fs }: ReadGroup): ReadResult {
  const { value: root, problem } = readXml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  if (root.name !== 'packages') {
    return unreadable(
      diagnostic('lockfile-unparsable', 'expected the element `packages` at the top', { path: file.path, line: root.line }),
    );
  }
  const builder = resultBuilder();
  const directory = directoryOf(file.path);
  const manifest = projectFileIn(directory, fs);
  const own = manifest === undefined ? directoryProject(directory, file.path) : namedProject(manifest);
  const project = builder.project({ ...own, lockfile: file.path });
  for (const element of childrenOf(root, 'package')) {
    const at = { path: file.path, line: element.line };
    const [id, written] = [element.attributes.get('id')?.trim(), element.attributes.get('version')?.trim()];
    const version = written === undefined ? undefined : normaliseVersion(written);
    if (id === undefined || written === undefined || version === undefined) {
      builder.problem(diagnostic('lockfile-entry-invalid', 'a package without an id and a version', at));
      continue;
    }
    const isDevelopment = element.attributes.get('developmentDependency')?.toLowerCase() === 'true';
    builder.add({
      id,
      version,
      at,
      installed: unpacked(`${id}.${written}`, directory, fs),
      stated: { project, scopes: [isDevelopment ? 'dev' : 'runtime'] },
    });
  }
  return builder.result();
}

// `packages/<id>.<version>/` beside the solution, which is often one folder up
function unpacked(folder: string, directory: string, fs: ReadOnlyFs): PackageLocation[] {
  return ['packages', '../packages', '../../packages'].flatMap((place): PackageLocation[] => {
    const path = joinPath(directory, place, folder);
    if (path === undefined || fs.stat(path)?.kind !== 'directory') return [];
    const archive = `${path}/${folder}.nupkg`;
    if (fs.stat(archive)?.kind === 'file') return [{ root: 'tree', path: archive, inside: '', format: 'zip' }];
    return [{ root: 'tree', path, format: 'directory' }];
  });
}
