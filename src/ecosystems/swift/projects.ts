import type { Occurrence } from '../../domain/component.ts';
import { directoryOf } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';

/**
 * The directory of the project that a Package.resolved locks: its own, or for
 * `App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved` the one that holds the Xcode project.
 */
export function projectDirectory(path: string): string {
  const directory = directoryOf(path);
  const xcode = /^(.*?)(?:^|\/)?[^/]+\.(?:xcodeproj|xcworkspace)(?:\/|$)/.exec(directory);
  return xcode === null ? directory : (xcode[1] ?? '').replace(/\/$/, '');
}

export function toProject(directory: string, name: string | undefined, source: string): FirstPartyPackage {
  const xcode = /([^/]+)\.(?:xcodeproj|xcworkspace)\//.exec(source)?.[1];
  return {
    kind: 'first-party',
    key: `project:${source}`,
    path: directory,
    name: name ?? (xcode !== undefined && xcode !== 'project' ? xcode : directory.slice(directory.lastIndexOf('/') + 1) || '.'),
    occurrences: [{ path: source }],
    licenses: [],
  };
}

/** A package on the disk of whoever resolved: somebody's own, wherever it lies. */
export function localProject(identity: string, directory: string, at: Occurrence): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: `local:${identity}`,
    path: directory,
    name: identity,
    type: 'library',
    occurrences: [at],
    licenses: [],
  };
}
