import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { notLocked } from '../formats/not-locked.ts';
import { siblingFile } from '../formats/sibling.ts';
import { parseBuildScript } from './build-script.ts';
import { catalogFinder } from './find-catalog.ts';
import type { LockfileLines } from './lockfile.ts';
import { stripComments } from '../formats/strip-comments.ts';

/** The configuration that is resolved, and so locked, for what is declared in one of Gradle's own (docs.gradle.org, "The Java Library Plugin"). */
const RESOLVED: ReadonlyMap<string, string> = new Map([
  ['api', 'compileClasspath'],
  ['implementation', 'compileClasspath'],
  ['compile', 'compileClasspath'],
  ['compileOnly', 'compileClasspath'],
  ['compileOnlyApi', 'compileClasspath'],
  ['runtimeOnly', 'runtimeClasspath'],
  ['runtime', 'runtimeClasspath'],
  ['testImplementation', 'testCompileClasspath'],
  ['testCompile', 'testCompileClasspath'],
  ['testCompileOnly', 'testCompileClasspath'],
  ['testRuntimeOnly', 'testRuntimeClasspath'],
  ['annotationProcessor', 'annotationProcessor'],
  ['testAnnotationProcessor', 'testAnnotationProcessor'],
]);

/** Guava says of itself that it stands for these too (its Gradle metadata, `capabilities`), so they give way to it. */
const GUAVA = 'com.google.guava:guava';
const IN_GUAVA = new Set(['com.google.guava:listenablefuture', 'com.google.collections:google-collections']);

/** What lets a build resolve another module, or none, for one that it declares. */
const REPLACES = /\b(?:dependencySubstitution|eachDependency|useTarget|useModule|replacedBy|ignoredDependencies|includeBuild)\b/;

/**
 * Modules that the build script names in literals and its lockfile does not hold. Gradle takes what is locked for exactly what is
 * resolved, so such a build fails; where the script may have put another module in its place, nothing is said.
 */
export function unlockedModules(
  lock: LockfileLines,
  lockfile: string,
  script: string | undefined,
  group: ReadGroup,
): Diagnostic[] {
  // What is wrong with the file is said by whoever reads it first.
  const text = script === undefined ? undefined : siblingFile(group.fs, script, [])?.text();
  if (script === undefined || text === undefined || mayReplace(stripComments(text), directoryOf(script), group)) return [];
  const names = new Set(lock.modules.map(({ group: groupId, name }) => `${groupId}:${name}`));
  const { dependencies } = parseBuildScript(text, catalogFinder(group)(directoryOf(script)));
  return dependencies.flatMap(({ configuration, target, line, isPlain }) => {
    if (target.kind !== 'module' || !isPlain || !lock.configurations.has(RESOLVED.get(configuration) ?? '')) return [];
    const name = `${target.group}:${target.name}`;
    if (names.has(name) || (IN_GUAVA.has(name) && names.has(GUAVA))) return [];
    return [notLocked(name, lockfile, { path: script, line })];
  });
}

// The builds that take part are named in the settings, which lie in the directory of the script or above it.
function mayReplace(code: string, directory: string, { fs }: ReadGroup): boolean {
  if (REPLACES.test(code)) return true;
  for (let at = directory; ; at = directoryOf(at)) {
    for (const name of ['settings.gradle', 'settings.gradle.kts']) {
      const path = at === '' ? name : `${at}/${name}`;
      if (REPLACES.test(stripComments(siblingFile(fs, path, [])?.text() ?? ''))) return true;
    }
    if (at === '') return false;
  }
}
