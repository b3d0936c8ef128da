import { baseName } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';

/** The build in a directory; the builds within it are not told apart. */
export function sbtProject(directory: string, fs: ReadOnlyFs): FirstPartyPackage {
  const build = directory === '' ? 'build.sbt' : `${directory}/build.sbt`;
  const isThere = fs.stat(build)?.kind === 'file';
  return {
    kind: 'first-party',
    key: `project:${directory}`,
    path: directory,
    name: directory === '' ? 'root' : baseName(directory),
    type: 'library',
    ...(isThere && { manifest: build }),
    occurrences: isThere ? [{ path: build }] : [],
    licenses: [],
  };
}
