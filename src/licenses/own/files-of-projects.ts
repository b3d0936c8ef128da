import { directoryOf } from '../../domain/path.ts';
import { isInventoried, type Project, type ProjectRole } from '../../domain/project.ts';

export interface TreeFiles {
  readonly paths: readonly string[];
  readonly roleOf: (directory: string) => { readonly role: ProjectRole };
}

/** Files of a kind by the directory of the nearest project above them; fixtures and copies speak for nobody here. */
export function filesOfProjects(
  projects: readonly Project[],
  { paths, roleOf }: TreeFiles,
  isWanted: (path: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const directories = new Set(projects.map((project) => project.path));
  const nearest = new Map<string, string | undefined>();
  const ownerOf = (directory: string): string | undefined => {
    if (directories.has(directory)) return directory;
    if (directory === '') return undefined;
    const known = nearest.get(directory) ?? ownerOf(directoryOf(directory));
    nearest.set(directory, known);
    return known;
  };
  const out = new Map<string, string[]>();
  for (const path of paths) {
    if (!isWanted(path)) continue;
    const directory = directoryOf(path);
    if (!isInventoried(roleOf(directory).role)) continue;
    const owner = ownerOf(directory);
    if (owner === undefined) continue;
    const known = out.get(owner);
    if (known === undefined) out.set(owner, [path]);
    else known.push(path);
  }
  return out;
}
