import { baseName } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import { stripComments } from '../formats/strip-comments.ts';

const BUILD_SCRIPTS = ['build.gradle', 'build.gradle.kts'] as const;
const SETTINGS = ['settings.gradle', 'settings.gradle.kts'] as const;

/** The project that is built in a directory: named by the settings there, else as its directory (Gradle's default). */
export function gradleProject(directory: string, fs: ReadOnlyFs): FirstPartyPackage {
  const below = (name: string): string => (directory === '' ? name : `${directory}/${name}`);
  const isThere = (path: string): boolean => fs.stat(path)?.kind === 'file';
  const manifest = BUILD_SCRIPTS.map(below).find(isThere);
  const settings = SETTINGS.map(below).find(isThere);
  const name = settings === undefined ? undefined : rootProjectName(fs.text(settings) ?? '');
  return {
    kind: 'first-party',
    key: `project:${directory}`,
    path: directory,
    name: name ?? (directory === '' ? 'root' : baseName(directory)),
    type: 'library',
    ...(manifest !== undefined && { manifest }),
    occurrences: manifest === undefined ? [] : [{ path: manifest }],
    licenses: [],
  };
}

function rootProjectName(text: string): string | undefined {
  return /\brootProject\s*\.\s*(?:name\s*=|setName\s*\()\s*(["'])([^"'$]+)\1/.exec(stripComments(text))?.[2];
}
