import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { isUnresolved } from './interpolate.ts';
import type { PomSource, PomSources } from './pom-sources.ts';

export interface Projects {
  readonly projects: readonly PomSource[];
  /** Paths that some `<modules>` names. */
  readonly modules: ReadonlySet<string>;
  readonly absent: readonly Diagnostic[];
}

// The claimed files, and what they name as modules under another file name.
export function findProjects(group: ReadGroup, sources: PomSources): Projects {
  const paths = new Set(group.files.map((file) => file.path));
  const modules = new Set<string>();
  const absent: Diagnostic[] = [];
  for (const path of paths) {
    const source = sources.inTree(path);
    if (source === undefined) continue;
    const ofProfiles = source.pom.profiles.flatMap((profile) => profile.modules);
    for (const module of [...source.pom.modules, ...ofProfiles]) {
      const joined = joinPath(directoryOf(path), module.path.replaceAll('\\', '/'));
      const below = joined === '' ? 'pom.xml' : `${joined ?? ''}/pom.xml`;
      const target = joined === undefined || group.fs.stat(joined)?.kind === 'file' ? joined : below;
      const isThere = target !== undefined && group.fs.stat(target)?.kind === 'file';
      if (isThere) modules.add(target);
      else if (!ofProfiles.includes(module) && !isUnresolved(module.path)) {
        const message = `module \`${module.path}\` is not there`;
        absent.push(diagnostic('manifest-entry-invalid', message, { path, line: module.line }));
      }
      if (isThere && baseName(target) !== 'pom.xml') paths.add(target);
    }
  }
  return { projects: [...paths].flatMap((path) => sources.inTree(path) ?? []), modules, absent };
}

/** POMs that are only inherited from: no build has them, and what they declare is found in their children. */
export function templatesAmong(
  projects: readonly PomSource[],
  modules: ReadonlySet<string>,
  sources: PomSources,
): ReadonlySet<string> {
  const parents = new Set(
    projects.flatMap((source) => {
      const { parent } = source.pom;
      const found = parent === undefined ? undefined : sources.relativeParent(source, parent);
      return found === undefined ? [] : [found.place.path];
    }),
  );
  const open = projects.filter(({ pom }) => pom.packaging === 'pom' && pom.modules.length === 0);
  return new Set(open.map(({ place }) => place.path).filter((path) => parents.has(path) && !modules.has(path)));
}
