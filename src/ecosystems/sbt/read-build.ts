import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { unreadable, type LockedEdge, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { mavenPurl } from '../maven/artifact-type.ts';
import { parseBuildDefinition, scalaSuffix, textVals, type SbtModule } from './build-definition.ts';
import { sbtProject } from './project.ts';
import { configurationScope } from './configuration-scope.ts';

/** Reads the literals of build definitions that no lockfile explains. They are programs: what they compute is not known. */
export const sbtBuildReader: Reader = {
  id: 'sbt-build',
  version: 1,
  kind: 'manifest',
  claims: ['build.sbt', 'project/plugins.sbt'],
  group: 'file',
  projectOf: buildDirectory,
  read: (group) => {
    const [file] = group.files;
    return file === undefined || group.covered.has(file.path) ? unreadable() : readBuild(file, group);
  },
};

/** How sure a literal is that no resolution has confirmed. */
const CONFIDENCE = 0.6;

function buildDirectory(path: string): string {
  const directory = directoryOf(path);
  return baseName(path) === 'plugins.sbt' ? directoryOf(directory) : directory;
}

function readBuild(file: ClaimedFile, { fs }: ReadGroup): ReadResult {
  const text = file.text();
  const directory = buildDirectory(file.path);
  const vals = textVals([text, ...projectSources(directory, fs)]);
  const suffix = scalaSuffix(text, vals);
  const project = { ...sbtProject(directory, fs), occurrences: [{ path: file.path }] };
  const packages = new Map<string, ThirdPartyPackage>();
  const edges: LockedEdge[] = [];
  const unnamed: number[] = [];
  const modules = parseBuildDefinition(text, vals);
  for (const module of modules) {
    const name = artifactName(module, module.isPlugin ? pluginSuffix(directory, fs) : suffix);
    const made = name === undefined ? undefined : toPackage(module, name, file.path);
    if (made === undefined) unnamed.push(module.line);
    else {
      packages.set(made.key, packages.get(made.key) ?? made);
      const requirement = module.version === undefined ? {} : { requirement: module.version };
      edges.push({ from: project.key, to: made.key, scope: scopeOf(module), ...requirement });
    }
  }
  const diagnostics: Diagnostic[] = [];
  const [line] = unnamed;
  if (line !== undefined) {
    const more = unnamed.length > 1 ? ` (and ${unnamed.length - 1} more)` : '';
    const message = `a module for a version of Scala or sbt that only running the build tells${more}`;
    diagnostics.push(diagnostic('version-unresolved', message, { path: file.path, line }));
  }
  if (packages.size > 0) {
    const message = `only the literals of the build are read: which versions of its ${packages.size} modules are used is not known`;
    const hint = 'add the plugin sbt-dependency-lock, run `sbt dependencyLockWrite` and commit build.sbt.lock';
    diagnostics.push(diagnostic('lockfile-missing', message, { path: file.path, hint }));
  }
  return { packages: [project, ...packages.values()], edges, diagnostics };
}

/** Scala files of the build itself, where versions are often kept. */
function projectSources(directory: string, fs: ReadOnlyFs): string[] {
  const folder = directory === '' ? 'project' : `${directory}/project`;
  if (fs.stat(folder)?.kind !== 'directory') return [];
  return fs
    .list(folder)
    .filter((name) => name.endsWith('.scala'))
    .flatMap((name) => textOf(`${folder}/${name}`, fs) ?? []);
}

// A file that is only looked into for versions is nobody's loss when it cannot be read.
function textOf(path: string, fs: ReadOnlyFs): string | undefined {
  try {
    return fs.text(path);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}

// A plugin is published for the version of sbt and for the Scala that sbt is written in (sbt "Cross building plugins").
function pluginSuffix(directory: string, fs: ReadOnlyFs): string | undefined {
  const properties = directory === '' ? 'project/build.properties' : `${directory}/project/build.properties`;
  const text = fs.stat(properties)?.kind === 'file' ? textOf(properties, fs) : undefined;
  const version = /^\s*sbt\.version\s*=\s*([\d.]+)/m.exec(text ?? '')?.[1] ?? '';
  if (version.startsWith('1.')) return '_2.12_1.0';
  return version.startsWith('0.13.') ? '_2.10_0.13' : undefined;
}

function artifactName({ name, isCrossBuilt, isPlugin }: SbtModule, suffix: string | undefined): string | undefined {
  if (!isCrossBuilt && !isPlugin) return name;
  return suffix === undefined ? undefined : `${name}${suffix}`;
}

function scopeOf({ isPlugin, configuration }: SbtModule): Scope {
  if (isPlugin) return 'dev';
  return configuration === undefined
    ? 'runtime'
    : configurationScope(
        configuration
          .split(/[,;]|->/)[0]
          ?.trim()
          .toLowerCase() ?? '',
      );
}

function toPackage({ group, version, line }: SbtModule, name: string, path: string): ThirdPartyPackage | undefined {
  const purl = mavenPurl({ groupId: group, artifactId: name, extension: 'jar', classifier: '' }, undefined);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${group}:${name}`,
    identity: { confidence: CONFIDENCE, technique: 'source-code-analysis', value: path },
    resolution: 'declared',
    occurrences: [{ path, line }],
    ...(version !== undefined && { requirement: version }),
  };
}
