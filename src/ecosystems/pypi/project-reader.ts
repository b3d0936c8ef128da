import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { loadProject } from './load-project.ts';
import { toProject, type DeclaredDependency, type PythonManifest } from './manifest.ts';
import { foldName } from './names.ts';
import { versionInUrl } from './file-identity.ts';
import { loadPipfile } from './pipfile.ts';
import { exactVersion } from './requirement.ts';
import { DEFAULT_INDEX, isFixed, localDirectory, pypiPurl, sourceOrigins } from './source.ts';

/** Reads the manifests that no lockfile explains: what they ask for, with a version only where exactly one is allowed. */
export const projectReader: Reader = {
  id: 'python-project',
  version: 1,
  kind: 'manifest',
  claims: ['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile'],
  group: 'directory',
  read: (group) => readProject(group),
};

function readProject(group: ReadGroup): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const packages = new Map<string, LockedPackage>();
  const edges: LockedEdge[] = [];
  const open = group.files.filter(({ path }) => !group.covered.has(path));
  const project = open.some(({ path }) => !path.endsWith('Pipfile')) ? loadProject(group.root, group.fs, diagnostics) : undefined;
  const pipfile = open.some(({ path }) => path.endsWith('Pipfile')) ? loadPipfile(group.root, group.fs, diagnostics) : undefined;
  const own = project ?? pipfile;
  if (own === undefined) return { packages: [], edges, diagnostics };
  packages.set('', toProject(own, ''));
  for (const manifest of [project, pipfile]) {
    if (manifest === undefined) continue;
    let unlocked = 0;
    for (const dependency of manifest.dependencies) {
      const target = toTarget(dependency, manifest, group.fs);
      if (target === undefined || foldName(dependency.name) === foldName(own.name ?? '')) continue;
      if (target.kind === 'third-party' && target.resolution === 'declared') unlocked += 1;
      packages.set(target.key, joinDeclarations(packages.get(target.key), target));
      const requirement = dependency.rule?.text;
      edges.push({ from: '', to: target.key, scope: dependency.scope, ...(requirement !== undefined && { requirement }) });
    }
    if (unlocked > 0) {
      const message = `no lockfile gives the versions of ${unlocked} of its dependencies`;
      diagnostics.push(diagnostic('lockfile-missing', message, { path: manifest.path }));
    }
  }
  return { packages: [...packages.values()], edges, diagnostics };
}

function toTarget(dependency: DeclaredDependency, from: PythonManifest, fs: ReadOnlyFs): LockedPackage | undefined {
  const { name, rule, source = DEFAULT_INDEX, marker, line, inWorkspace } = dependency;
  if (inWorkspace === true) return undefined;
  if (source.kind === 'local') {
    const directory = localDirectory(from.directory, source.path);
    const manifest = directory === from.directory ? undefined : loadProject(directory, fs, []);
    return manifest === undefined ? undefined : toProject(manifest, manifest.path);
  }
  const version = source.kind === 'url' ? versionInUrl(name, source.url) : exactRule(dependency);
  const purl = pypiPurl(name, version, source);
  if (purl === undefined) return undefined;
  const isExact = version !== undefined || isFixed(source);
  const origins = sourceOrigins(source);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name,
    resolution: isExact ? 'locked' : 'declared',
    occurrences: [{ path: dependency.path ?? from.path, ...(line !== undefined && { line }) }],
    ...(marker !== undefined && { platforms: [marker] }),
    ...(origins.length > 0 && { origins }),
    ...(!isExact && rule !== undefined && { requirement: rule.text }),
  } satisfies ThirdPartyPackage;
}

function exactRule({ rule, source }: DeclaredDependency): string | undefined {
  if (rule === undefined || (source !== undefined && source.kind !== 'index')) return undefined;
  // in Poetry's syntax a bare version is an exact one
  return rule.syntax === 'poetry' && /^\d[\w.!+-]*$/.test(rule.text) ? rule.text : exactVersion(rule.text);
}

// Each requirement stays on its edge; the component keeps the first, and every place that declares it.
function joinDeclarations(known: LockedPackage | undefined, next: LockedPackage): LockedPackage {
  if (known === undefined || known.kind === 'first-party') return known ?? next;
  return { ...known, occurrences: [...known.occurrences, ...next.occurrences] };
}
