import type { ReadOnlyCaches, ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { NO_SETTINGS } from './build-settings.ts';
import { folderOf, localRepository, readElement, type Coordinates, type PomRepository } from './local-repository.ts';
import type { Model } from './model.ts';
import { modelBuilder } from './model-builder.ts';
import { publishedSources } from './pom-sources.ts';

/** Models of published POMs, from the caches of Gradle and of Maven; `undefined` when neither is to be read. */
export function publishedModels(
  caches: ReadOnlyCaches,
  fs: ReadOnlyFs,
): ((coordinates: Coordinates) => Model | undefined) | undefined {
  const gradle = caches.get('gradle');
  const maven = caches.get('maven');
  const repositories = [
    ...(gradle === undefined ? [] : [gradleRepository(gradle)]),
    ...(maven === undefined ? [] : [localRepository(maven, 'maven')]),
  ];
  if (repositories.length === 0) return undefined;
  const sources = publishedSources(repositories);
  const builder = modelBuilder({ sources, repository: undefined, fs, settingsOf: () => NO_SETTINGS, rootSettings: NO_SETTINGS });
  return (coordinates) => {
    const source = sources.published(coordinates);
    return source === undefined ? undefined : builder.build(source);
  };
}

/** `caches/modules-2/files-2.1/<group>/<name>/<version>/<sha1>/<name>-<version>.pom`: the group keeps its dots. */
function gradleRepository(fs: ReadOnlyFs): PomRepository {
  return {
    cache: 'gradle',
    pomPath({ groupId, artifactId, version }) {
      // The same check of names as for the other layout; only the way to write them differs.
      if (folderOf(groupId, artifactId, version) === undefined) return undefined;
      const folder = `${groupId}/${artifactId}/${version}`;
      const file = `${artifactId}-${version}.pom`;
      return fs
        .list(folder)
        .map((hash) => `${folder}/${hash}/${file}`)
        .find((path) => fs.stat(path)?.kind === 'file');
    },
    read: (path) => readElement(fs, path),
    versions: () => undefined,
    newest: () => undefined,
  };
}
