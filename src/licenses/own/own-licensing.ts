import { directoryOf } from '../../domain/path.ts';
import { isInventoried, type OwnLicensing, type Project } from '../../domain/project.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { isLicenseFile, isNoticeFile } from '../license-files.ts';
import type { TextIdentifier } from '../text-identifier.ts';
import { filesOfProjects, type TreeFiles } from './files-of-projects.ts';
import { isSourceFile, readHeaders } from './headers.ts';
import { NO_REUSE, type ReuseTree } from './reuse-tree.ts';

export interface OwnContext extends TreeFiles {
  readonly fs: ReadOnlyFs;
  /** Absent: headers are not read. */
  readonly identifier?: TextIdentifier | undefined;
  /** What the tree states of its files by REUSE. */
  readonly reuse?: ReuseTree;
}

/** Adds to each project of the inventory what its own files say of its license. */
export async function withOwnLicensing(projects: readonly Project[], context: OwnContext): Promise<readonly Project[]> {
  const wanted = projects.filter((project) => isInventoried(project.role));
  if (wanted.length === 0) return projects;
  const licenseFiles = licenseFilesByDirectory(context.paths);
  const sources = context.identifier === undefined ? undefined : filesOfProjects(wanted, context, isSourceFile);
  const byDirectory = new Map<string, OwnLicensing>();
  for (const { path } of wanted) {
    if (byDirectory.has(path)) continue;
    const paths = sources?.get(path) ?? [];
    const headers =
      context.identifier === undefined || paths.length === 0
        ? undefined
        : await readHeaders(paths, { fs: context.fs, identifier: context.identifier, reuse: context.reuse ?? NO_REUSE });
    byDirectory.set(path, { ...licenseFileFor(path, licenseFiles), ...(headers !== undefined && { headers }) });
  }
  return projects.map((project) => {
    const licensing = isInventoried(project.role) ? byDirectory.get(project.path) : undefined;
    return licensing === undefined ? project : { ...project, licensing };
  });
}

/** The first license file of each directory; one in a folder of licenses speaks for the directory above. */
function licenseFilesByDirectory(paths: readonly string[]): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const path of paths) {
    const segments = path.split('/');
    for (const depth of [1, 2]) {
      const inside = segments.slice(-depth).join('/');
      if (segments.length < depth || !isLicenseFile(inside) || isNoticeFile(inside)) continue;
      const directory = segments.slice(0, -depth).join('/');
      if (!out.has(directory)) out.set(directory, path);
      break;
    }
  }
  return out;
}

function licenseFileFor(directory: string, files: ReadonlyMap<string, string>): Pick<OwnLicensing, 'licenseFile' | 'path'> {
  const own = files.get(directory);
  if (own !== undefined) return { licenseFile: 'own', path: own };
  for (let at = directory; at !== ''; at = directoryOf(at)) {
    const above = files.get(directoryOf(at));
    if (above !== undefined) return { licenseFile: 'above', path: above };
  }
  return { licenseFile: 'none' };
}
