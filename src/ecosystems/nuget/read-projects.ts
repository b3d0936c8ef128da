import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { evaluateProject, type EvaluatedProject } from './msbuild/evaluate.ts';
import { msBuildLoader, type MsBuildLoader } from './msbuild/loader.ts';
import { packageReferences, projectReferences, type PackageReference } from './msbuild/package-references.ts';
import { directoryProject, isProjectFile, namedProject, projectKey, toProject } from './project-identity.ts';
import { resultBuilder, type ResultBuilder } from './result-builder.ts';
import { requiredVersion } from './version.ts';

/**
 * Project files that nothing locks. NuGet takes the lowest version that fits, so what a project writes is what it gets;
 * what its packages need is known only after a restore.
 */
export const projectFileReader: Reader = {
  id: 'nuget-project',
  version: 1,
  kind: 'manifest',
  // `Directory.Packages.props` is one of `*Packages.props`
  claims: ['*.{cs,fs,vb,vcx,sql}proj', '*Packages.props', 'Directory.Build.props', 'Directory.Build.targets'],
  group: 'tree',
  read: readProjects,
};

function readProjects(group: ReadGroup): ReadResult {
  const loader = msBuildLoader(group.fs);
  const builder = resultBuilder();
  const used = new Set<string>();
  const projects: EvaluatedProject[] = [];
  for (const { path } of group.files) {
    if (!isProjectFile(path)) continue;
    const evaluated = evaluateProject(path, loader);
    for (const file of evaluated.files) used.add(file);
    if (loader.load(path) === undefined || group.covered.has(path)) continue;
    builder.project(toProject(evaluated));
    projects.push(evaluated);
  }
  for (const evaluated of projects) addReferences(evaluated, builder, group);
  for (const { path } of group.files) if (!used.has(path)) addUnused(path, { loader, builder });
  const result = builder.result();
  return { ...result, diagnostics: [...loader.diagnostics, ...result.diagnostics] };
}

function addReferences(evaluated: EvaluatedProject, builder: ResultBuilder, { fs }: ReadGroup): void {
  const { path } = evaluated;
  const project = projectKey(path);
  const references = packageReferences(evaluated);
  for (const reference of references) addReference(reference, project, builder);
  for (const reference of projectReferences(evaluated)) {
    const target = joinPath(directoryOf(path), reference);
    if (target === undefined || fs.stat(target)?.kind !== 'file') continue;
    builder.project(namedProject(target));
    builder.edge({ from: project, to: projectKey(target), scope: 'runtime' });
  }
  if (references.length === 0) return;
  const hint = 'set `RestorePackagesWithLockFile`, run `dotnet restore` and commit packages.lock.json';
  const message = `no lockfile: what its ${references.length} packages need themselves is not known`;
  builder.problem(diagnostic('lockfile-missing', message, { path, hint }));
}

function addReference({ id, requirements, scope, file, line }: PackageReference, project: string, builder: ResultBuilder): void {
  const at = { path: file, line };
  for (const requirement of requirements.length === 0 ? [undefined] : requirements) {
    const version = requirement === undefined ? undefined : requiredVersion(requirement);
    const to =
      version === undefined
        ? builder.add({ id, requirement, resolution: 'declared', at })
        : builder.add({ id, version, at, properties: { 'licet:nuget:version': 'as the project file asks for it' } });
    if (to !== undefined) builder.edge({ from: project, to, scope, ...(requirement !== undefined && { requirement }) });
  }
}

// Central versions without a project below them: all that is known of what is used there.
function addUnused(path: string, { loader, builder }: { readonly loader: MsBuildLoader; readonly builder: ResultBuilder }): void {
  const file = loader.load(path);
  if (file === undefined) return;
  const evaluated = evaluateProject(path, loader);
  const versions = evaluated.items.filter(
    (item) => item.file === path && item.type === 'PackageVersion' && item.action === 'include',
  );
  const references = packageReferences(evaluated).filter((reference) => reference.file === path);
  if (versions.length + references.length === 0) return;
  const project = builder.project(directoryProject(directoryOf(path), path));
  for (const reference of references) addReference(reference, project, builder);
  for (const { name, metadata, line } of versions) {
    const requirement = evaluated.properties.expand(metadata.get('version') ?? '');
    addReference(
      { id: name, requirements: requirement === '' ? [] : [requirement], scope: 'unknown', conditional: false, file: path, line },
      project,
      builder,
    );
  }
}
