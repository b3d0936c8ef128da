import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { buildSettingsFinder } from './build-settings.ts';
import { collect } from './collect.ts';
import {
  describeMissing,
  describeNames,
  describeProfiles,
  describeUnread,
  describeVersions,
  unreadAmong,
} from './describe-problems.ts';
import { findProjects, templatesAmong } from './find-projects.ts';
import { localRepository } from './local-repository.ts';
import { isUnresolved } from './interpolate.ts';
import type { MissingPom, Model } from './model.ts';
import { modelBuilder } from './model-builder.ts';
import { pomSources } from './pom-sources.ts';
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

/** Each project has packages of its own, so a tree of many small files could ask for more than memory holds. */
const PACKAGE_LIMIT = 1_000_000;

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
    const built = builder.build(project);
    const model = isNamed(built) ? built : { ...built, ...nameOfPlace(project.place.path) };
    if (model !== built) {
      const message = `the project has no group and artifact id: it is called \`${model.groupId}:${model.artifactId}\` here`;
      problems.push(diagnostic('manifest-entry-invalid', message, { path: project.place.path, line: model.line }));
    }
    for (const item of model.missing) missing.set(item.coordinates, missing.get(item.coordinates) ?? item);
    if (templates.has(project.place.path)) {
      packages.push(toProject(model, project.place.path));
      continue;
    }
    if (packages.length > PACKAGE_LIMIT) {
      packages.push(toProject(model, project.place.path));
      const message = `the projects before this one use more than ${PACKAGE_LIMIT} packages together: it is not resolved`;
      problems.push(diagnostic('dependency-graph-incomplete', message, { path: project.place.path }));
      continue;
    }
    problems.push(...describeProfiles(project, settingsOf(directoryOf(project.place.path))));
    const collected = collect(model, builder, repository);
    const made = toPackages(model, collected);
    for (const item of made.packages) packages.push(item);
    for (const edge of made.edges) edges.push(edge);
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

function isNamed({ groupId, artifactId }: Model): boolean {
  return groupId !== '' && artifactId !== '' && !isUnresolved(`${groupId}:${artifactId}`);
}

// Maven refuses such a POM; what it depends on is written in it all the same.
function nameOfPlace(path: string): Pick<Model, 'groupId' | 'artifactId'> {
  const directory = directoryOf(path);
  return { groupId: 'unnamed', artifactId: directory === '' ? 'project' : directory.replaceAll('/', '-') };
}
