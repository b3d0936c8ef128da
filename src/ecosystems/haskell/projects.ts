import type { Diagnostic } from '../../domain/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { readCabalFile, type CabalFile } from './cabal-file.ts';

export interface HaskellProject {
  readonly project: FirstPartyPackage;
  readonly cabal?: CabalFile;
}

/** The packages in some directories; a directory without a .cabal file gives none. */
export function projectsIn(
  directories: readonly string[],
  base: string,
  group: ReadGroup,
  problems: Diagnostic[],
): HaskellProject[] {
  const wanted = new Set(directories.flatMap((directory) => joinPath(base, directory) ?? []));
  return [...wanted].flatMap((directory) => {
    const name = group.fs.list(directory).find((entry) => entry.endsWith('.cabal'));
    const file = name === undefined ? undefined : siblingFile(group.fs, pathIn(directory, name), problems);
    return file === undefined ? [] : [toProject(file, directory)];
  });
}

export function toProject(file: ClaimedFile, directory: string): { project: FirstPartyPackage; cabal: CabalFile } {
  const cabal = readCabalFile(file.text());
  const { version, synopsis, license, licenseLine } = cabal;
  const { path } = file;
  return {
    cabal,
    project: {
      kind: 'first-party',
      key: `project ${path}`,
      path: directory,
      name: cabal.name ?? path.slice(path.lastIndexOf('/') + 1).replace(/\.cabal$/, ''),
      ...(version !== undefined && { version }),
      ...(synopsis !== undefined && { description: synopsis }),
      manifest: path,
      occurrences: [{ path }],
      licenses: manifestLicense(license, { path, line: licenseLine }),
    },
  };
}

/** The project of a directory that has no package of its own. */
export function namelessProject(directory: string): FirstPartyPackage {
  const name = directory.split('/').at(-1) || '.';
  return { kind: 'first-party', key: `project ${directory}`, path: directory, name, occurrences: [], licenses: [] };
}
