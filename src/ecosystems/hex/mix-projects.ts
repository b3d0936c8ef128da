import { directoryOf } from '../../domain/path.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { toMixProject, type MixDeclaration, type MixProject } from './mix-exs.ts';

/** The projects that one mix.lock serves: the root, the applications of an umbrella, and what they depend on by path. */
export function findMixProjects(directory: string, group: ReadGroup, problems: Diagnostic[]): MixProject[] {
  const found = new Map<string, MixProject>();
  const queue = [directory];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    const file = siblingFile(group.fs, pathIn(next, 'mix.exs'), problems);
    if (file === undefined) continue;
    const project = toMixProject(file.path, next, file.text());
    found.set(next, project);
    if (project.appsPath !== undefined) {
      const apps = pathIn(next, project.appsPath);
      for (const name of group.fs.list(apps)) queue.push(pathIn(apps, name));
    }
    for (const dependency of project.dependencies) if (dependency.directory !== undefined) queue.push(dependency.directory);
  }
  return [...found.values()];
}

/** Key of a project among the packages of a result; no lock entry looks like it. */
export function projectKey(project: MixProject): string {
  return `project ${project.path}`;
}

export function nameOfProject(project: MixProject): string {
  return project.app ?? (project.directory.split('/').at(-1) || '.');
}

export function toMixPackage(project: MixProject, lockfile: string | undefined): FirstPartyPackage {
  const { path, line, licenseLine, licenses } = project;
  return {
    kind: 'first-party',
    key: projectKey(project),
    path: directoryOf(path),
    name: nameOfProject(project),
    ...(project.version !== undefined && { version: project.version }),
    ...(project.description !== undefined && { description: project.description }),
    manifest: path,
    ...(lockfile !== undefined && { lockfile }),
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    licenses: manifestLicense(licenses, { path, line: licenseLine }),
  };
}

/**
 * `only:` without `:prod` is development. `optional:` means something to those who depend on this project; the project
 * itself always gets it (Mix.Tasks.Deps, ":optional"). `runtime: false` is a tool of the build.
 */
export function declarationScope({ only, runtime }: MixDeclaration): Scope {
  if (only.length > 0 && !only.includes('prod')) return only.every((environment) => environment === 'test') ? 'test' : 'dev';
  return runtime ? 'runtime' : 'build';
}

/** A package of the repository by application name, for `in_umbrella:` and lock entries that a path replaces. */
export function byApplication(projects: readonly MixProject[]): ReadonlyMap<string, MixProject> {
  return new Map(projects.flatMap((project) => (project.app === undefined ? [] : [[project.app, project] as const])));
}
