import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { buildSettingsFinder } from './build-settings.ts';
import { collect, type Collected } from './collect.ts';
import { localRepository } from './local-repository.ts';
import { isUnresolved } from './interpolate.ts';
import type { MissingPom, Model } from './model.ts';
import { modelBuilder } from './model-builder.ts';
import { pomSources, type PomSource, type PomSources } from './pom-sources.ts';
import { toPackages, toProject } from './to-packages.ts';

/** Reads all POMs of the tree as one reactor, and resolves each project as `mvn` would, from what is at hand. */
export const pomReader: Reader = {
  id: 'maven-pom',
  version: 1,
  kind: 'manifest',
  claims: ['pom.xml'],
  group: 'tree',
  read: readPoms,
};

function readPoms(group: ReadGroup): ReadResult {
  const cache = group.caches.get('maven');
  const repository = cache === undefined ? undefined : localRepository(cache, 'maven');
  const sources = pomSources(group, repository);
  const settingsOf = buildSettingsFinder(group.fs);
  const builder = modelBuilder({ sources, repository, fs: group.fs, settingsOf, rootSettings: settingsOf('') });
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const problems: Diagnostic[] = [];
  const missing = new Map<string, MissingPom>();
  const unread = new Set<string>();
  const { projects, modules, absent } = findProjects(group, sources);
  const templates = templatesAmong(projects, modules, sources);
  for (const project of projects) {
    const model = builder.build(project);
    if (model.groupId === '' || model.artifactId === '' || isUnresolved(`${model.groupId}:${model.artifactId}`)) {
      const where = { path: project.place.path, line: model.line };
      problems.push(diagnostic('manifest-entry-invalid', 'the project has no group and artifact id', where));
      continue;
    }
    for (const item of model.missing) missing.set(item.coordinates, missing.get(item.coordinates) ?? item);
    if (templates.has(project.place.path)) {
      packages.push(toProject(model, project.place.path));
      continue;
    }
    const collected = collect(model, builder, repository);
    const made = toPackages(model, collected);
    packages.push(...made.packages);
    edges.push(...made.edges);
    problems.push(...describeNames(model), ...describeVersions(model, collected));
    for (const coordinates of unreadAmong(collected)) unread.add(coordinates);
  }
  return {
    packages,
    edges,
    diagnostics: [
      ...sources.diagnostics,
      ...absent,
      ...[...missing.values()].map(describeMissing),
      ...problems,
      ...describeUnread(unread, group),
    ],
  };
}

interface Projects {
  readonly projects: readonly PomSource[];
  /** Paths that some `<modules>` names. */
  readonly modules: ReadonlySet<string>;
  readonly absent: readonly Diagnostic[];
}

// The claimed files, and what they name as modules under another file name.
function findProjects(group: ReadGroup, sources: PomSources): Projects {
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
function templatesAmong(projects: readonly PomSource[], modules: ReadonlySet<string>, sources: PomSources): ReadonlySet<string> {
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

function describeMissing({ kind, coordinates, place, line }: MissingPom): Diagnostic {
  const what =
    kind === 'parent' ? `the parent \`${coordinates}\`` : `\`${coordinates}\`, whose dependency management is imported,`;
  const message = `${what} is neither in the tree nor in the local repository: what it says is not known`;
  return diagnostic('manifest-parent-missing', message, { path: place.path, line });
}

function describeNames(model: Model): Diagnostic[] {
  const wrong = model.dependencies.filter(({ groupId, artifactId, type, classifier }) =>
    [groupId, artifactId, type, classifier ?? ''].some((text, index) => isUnresolved(text) || (index < 2 && text === '')),
  );
  return wrong
    .filter(({ place }) => place.root === 'tree')
    .map(({ groupId, artifactId, place, line }) => {
      const message = `dependency \`${groupId}:${artifactId}\` has no complete name`;
      return diagnostic('manifest-entry-invalid', message, { path: place.path, line });
    });
}

// One for each POM, whatever the number of dependencies that it leaves open.
function describeVersions(model: Model, { direct, artifacts }: Collected): Diagnostic[] {
  const open = direct.filter(({ to }) => {
    const artifact = artifacts.get(to);
    return artifact !== undefined && artifact.version === undefined && artifact.model === undefined;
  });
  const [first] = open;
  if (first === undefined) return [];
  const { groupId, artifactId, version, place, line } = first.dependency;
  const asked = version === undefined ? 'no version' : `the version \`${version}\``;
  const more = open.length > 1 ? ` (and ${open.length - 1} more)` : '';
  const message = `\`${groupId}:${artifactId}\` has ${asked}, and nothing at hand says which one that is${more}`;
  return [
    diagnostic('version-unresolved', message, place.root === 'tree' ? { path: place.path, line } : { path: model.place.path }),
  ];
}

// What is on the machine that builds (`system`) has no POM.
function unreadAmong({ direct, artifacts }: Collected): string[] {
  const ofSystem = new Set(direct.filter(({ scope }) => scope === 'system').map(({ to }) => to));
  return [...artifacts.values()].flatMap(({ id, name, model, version }) => {
    if (ofSystem.has(id)) return [];
    if (model?.place.root === 'tree') return [];
    if (model !== undefined) return model.missing.map((item) => item.coordinates);
    if (isUnresolved(`${name.groupId}:${name.artifactId}`)) return [];
    return version === undefined ? [] : [`${name.groupId}:${name.artifactId}:${version}`];
  });
}

function describeUnread(unread: ReadonlySet<string>, group: ReadGroup): Diagnostic[] {
  if (unread.size === 0) return [];
  const [first] = [...unread].toSorted();
  const more = unread.size > 1 ? ` and ${unread.size - 1} more` : '';
  const message = `the POMs of \`${first ?? ''}\`${more} are not in the local repository: what they need is not known`;
  const hint = 'run `mvn dependency:go-offline` and scan with `--caches maven=DIR`';
  return [diagnostic('dependency-graph-incomplete', message, { path: group.files[0]?.path, hint })];
}
