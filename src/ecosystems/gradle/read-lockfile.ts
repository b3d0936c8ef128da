import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { sortScopes, type Scope } from '../../domain/scope.ts';
import type { FirstPartyPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import { staleBecause } from '../formats/not-locked.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { unreadable } from '../../domain/read-result.ts';
import { mavenPurl } from '../maven/artifact-type.ts';
import { configurationScope } from './configuration-scope.ts';
import { gradleProject } from './gradle-project.ts';
import { unlockedModules } from './stale-lock.ts';
import { parseLockfile, type LockedModule } from './lockfile.ts';
import { withPublishedFacts } from '../maven/published-facts.ts';

/** Reads what `gradle --write-locks` wrote, of the project or of the build itself. */
export const gradleLockReader: Reader = {
  id: 'gradle-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['gradle.lockfile', 'buildscript-gradle.lockfile', 'settings-gradle.lockfile', 'gradle/dependency-locks/*.lockfile'],
  group: 'file',
  read: ofOneFile(readLockfile),
};

function readLockfile(file: ClaimedFile, group: ReadGroup): ReadResult {
  const text = file.text();
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined) {
    return unreadable(diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path: file.path, line: conflict }));
  }
  const { project, configuration, covers } = ownerOf(file.path, group);
  const lines = parseLockfile(text, configuration);
  const { modules, strange } = lines;
  const [first] = strange;
  if (modules.length === 0 && (first !== undefined || text.trim() === '')) {
    const message = first === undefined ? 'the file is empty' : 'no line is `group:name:version=configurations`';
    return unreadable(diagnostic('lockfile-unparsable', message, { path: file.path, line: first ?? 1 }));
  }
  const problems: Diagnostic[] = strange.map((line) =>
    diagnostic('lockfile-entry-invalid', 'not `group:name:version=configurations`', { path: file.path, line }),
  );
  const packages = new Map<string, ThirdPartyPackage>();
  const scopesOf = scopeFinder(project);
  for (const module of modules) {
    const made = toPackage(module, file.path, { project, scopesOf });
    if (made === undefined) {
      const where = { path: file.path, line: module.line };
      problems.push(diagnostic('lockfile-entry-invalid', `\`${module.group}:${module.name}\` has no valid package URL`, where));
    } else if (packages.has(made.key)) {
      const where = { path: file.path, line: module.line };
      problems.push(diagnostic('lockfile-duplicate-key', `\`${made.key}\` stands twice; the first one counts`, where));
    } else packages.set(made.key, made);
  }
  const facts = withPublishedFacts([...packages.values()], group);
  // The lockfile of one configuration says nothing of the others.
  const isWhole = baseName(file.path) === 'gradle.lockfile';
  const stale = isWhole ? unlockedModules(lines, file.path, project.manifest, group) : [];
  return {
    packages: [project, ...facts.packages],
    edges: facts.edges,
    diagnostics: [...problems, ...stale],
    covers,
    ...staleBecause(file.path, stale),
  };
}

interface Owner {
  readonly project: FirstPartyPackage;
  /** Set for the format with one file for each configuration. */
  readonly configuration?: string;
  readonly covers: readonly string[];
}

function ownerOf(path: string, group: ReadGroup): Owner {
  const directory = directoryOf(path);
  const name = baseName(path);
  if (name === 'gradle.lockfile') {
    const project = gradleProject(directory, group.fs);
    const catalog = directory === '' ? 'gradle/libs.versions.toml' : `${directory}/gradle/libs.versions.toml`;
    const manifest = project.manifest === undefined ? [] : [project.manifest];
    return { project: { ...project, lockfile: path }, covers: [...manifest, catalog] };
  }
  const role = { role: 'tooling', reason: 'what the build itself runs on' } as const;
  if (name === 'buildscript-gradle.lockfile' || name === 'settings-gradle.lockfile') {
    const project = gradleProject(directory, group.fs);
    const part = name === 'buildscript-gradle.lockfile' ? 'buildscript' : 'settings';
    const { manifest: _manifest, ...rest } = project;
    return { project: { ...rest, name: `${project.name}:${part}`, lockfile: path, role }, covers: [] };
  }
  const root = directoryOf(directoryOf(directory));
  const configuration = name.slice(0, -'.lockfile'.length);
  const project = { ...gradleProject(root, group.fs), lockfile: path };
  return { project, configuration, covers: project.manifest === undefined ? [] : [project.manifest] };
}

type ScopeFinder = (configurations: readonly string[]) => readonly Scope[];

// Each list of configurations is one array for all the modules that have it.
function scopeFinder({ role }: FirstPartyPackage): ScopeFinder {
  if (role?.role === 'tooling') return () => ['dev'];
  const known = new Map<readonly string[], readonly Scope[]>();
  return (configurations) => {
    const scopes = known.get(configurations) ?? sortScopes(configurations.map(configurationScope));
    known.set(configurations, scopes);
    return scopes.length === 0 ? ['unknown'] : scopes;
  };
}

function toPackage(
  module: LockedModule,
  path: string,
  { project, scopesOf }: { project: FirstPartyPackage; scopesOf: ScopeFinder },
): ThirdPartyPackage | undefined {
  const { group, name, version, configurations, line } = module;
  const purl = mavenPurl({ groupId: group, artifactId: name, extension: 'jar', classifier: '' }, version);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: `${group}:${name}:${version}`,
    purl,
    name: `${group}:${name}`,
    resolution: 'locked',
    occurrences: [{ path, line }],
    stated: { project: project.key, scopes: scopesOf(configurations) },
  };
}
