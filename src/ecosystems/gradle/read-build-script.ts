import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import { FileProblem } from '../../domain/read-only-fs.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { mavenPurl } from '../maven/artifact-type.ts';
import { parseBuildScript, type ScriptTarget } from './build-script.ts';
import { catalogFinder } from './find-catalog.ts';
import { configurationScope } from './configuration-scope.ts';
import { gradleProject } from './gradle-project.ts';

/** Reads the literals of build scripts that no lockfile explains. Scripts are programs: what they compute is not known. */
export const gradleBuildReader: Reader = {
  id: 'gradle-build',
  version: 1,
  kind: 'manifest',
  claims: ['build.gradle', 'build.gradle.kts'],
  group: 'tree',
  read: readBuildScripts,
};

function readBuildScripts(group: ReadGroup): ReadResult {
  const catalogOf = catalogFinder(group);
  const packages = new Map<string, LockedPackage>();
  const edges: LockedEdge[] = [];
  const problems: Diagnostic[] = [];
  const unlocked: string[] = [];
  for (const file of group.files) {
    if (group.covered.has(file.path)) continue;
    const directory = directoryOf(file.path);
    const text = textOf(file, problems);
    if (text === undefined) continue;
    const { dependencies, opaque } = parseBuildScript(text, catalogOf(directory));
    const project = gradleProject(directory, group.fs);
    packages.set(project.key, project);
    for (const { configuration, target, line } of dependencies) {
      const made = toPackage(target, { path: file.path, line }, { directory, group });
      if (made === undefined) continue;
      packages.set(made.key, joinDeclarations(packages.get(made.key), made));
      const requirement = target.kind === 'module' ? target.requirement : undefined;
      const scope = configurationScope(configuration);
      edges.push({ from: project.key, to: made.key, scope, ...(requirement !== undefined && { requirement }) });
    }
    if (dependencies.some(({ target }) => target.kind === 'module')) unlocked.push(file.path);
    const [first] = opaque;
    if (first !== undefined) {
      const more = opaque.length > 1 ? ` (and ${opaque.length - 1} more)` : '';
      const message = `a dependency that is not a literal: only running the script tells which${more}`;
      problems.push(diagnostic('version-unresolved', message, { path: file.path, line: first }));
    }
  }
  const [path] = unlocked;
  if (path !== undefined) {
    const others = unlocked.length > 1 ? ` (and ${unlocked.length - 1} more scripts)` : '';
    const message = `only the literals of the build script are read: what they need is not known${others}`;
    const hint = 'switch on dependency locking and run `gradle dependencies --write-locks`';
    problems.push(diagnostic('dependency-graph-incomplete', message, { path, hint }));
  }
  return { packages: [...packages.values()], edges, diagnostics: problems };
}

const CODE_OF_PROBLEM = { unreadable: 'file-unreadable', 'too-large': 'file-too-large', 'not-text': 'file-not-text' } as const;

function textOf(file: ClaimedFile, problems: Diagnostic[]): string | undefined {
  try {
    return file.text();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problems.push(diagnostic(CODE_OF_PROBLEM[error.reason], error.message, { path: file.path }));
    return undefined;
  }
}

function toPackage(
  target: ScriptTarget,
  place: { path: string; line: number },
  { directory, group }: { directory: string; group: ReadGroup },
): LockedPackage | undefined {
  if (target.kind === 'project') return projectAt(target.path, directory, group);
  const { group: groupId, name, version, requirement } = target;
  const purl = mavenPurl({ groupId, artifactId: name, extension: 'jar', classifier: '' }, version);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${groupId}:${name}`,
    resolution: version === undefined ? 'declared' : 'locked',
    occurrences: [place],
    ...(version === undefined && requirement !== undefined && { requirement }),
    properties: { 'licet:gradle:source': 'literal in a build script' },
  };
}

// `:services:core` lies in `services/core` below the root of the build, which is the directory of this script or one above.
function projectAt(path: string, directory: string, { fs }: ReadGroup): FirstPartyPackage | undefined {
  const below = path.slice(1).replaceAll(':', '/');
  for (let root = directory; ; root = directoryOf(root)) {
    const found = joinPath(root, below);
    if (found !== undefined && found !== directory && fs.stat(found)?.kind === 'directory') {
      const project = gradleProject(found, fs);
      if (project.manifest !== undefined) return project;
    }
    if (root === '') return undefined;
  }
}

function joinDeclarations(known: LockedPackage | undefined, next: LockedPackage): LockedPackage {
  if (known?.kind !== 'third-party' || next.kind !== 'third-party') return known ?? next;
  return { ...(known satisfies ThirdPartyPackage), occurrences: [...known.occurrences, ...next.occurrences] };
}
