import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import type { DeclaredDependency } from './dependencies.ts';
import { archiveRole } from './locks/member.ts';
import { gitSource } from './locks/source-url.ts';
import type { Manifest } from './manifest.ts';
import { npmIdentity } from './npm-purl.ts';
import { unlockedWorkspaces, type WorkspaceNames } from './unlocked-workspaces.ts';

export interface Output {
  readonly packages: LockedPackage[];
  readonly edges: LockedEdge[];
  readonly diagnostics: Diagnostic[];
}

interface Declaring {
  readonly output: Output;
  readonly workspaces: WorkspaceNames;
  readonly fs: ReadGroup['fs'];
  /** Keys of first-party packages; a manifest's key is its path. */
  readonly projects: Set<string>;
}

/** Adds projects whose dependencies nothing locks: what they ask for, as `declared` packages without a version. */
export function addDeclared(manifests: readonly Manifest[], output: Output, group: Pick<ReadGroup, 'fs' | 'paths'>): void {
  // `{"type": "module"}` marks a folder; it is not a project
  const projects = manifests.filter((manifest) => manifest.name !== undefined || manifest.dependencies.length > 0);
  const declaring: Declaring = {
    output,
    workspaces: unlockedWorkspaces(projects, group),
    fs: group.fs,
    projects: new Set(projects.map((manifest) => manifest.path)),
  };
  for (const manifest of projects) {
    output.packages.push(toProject(manifest));
    const unlocked = manifest.dependencies.filter((dependency) => addDependency(manifest, dependency, declaring)).length;
    if (unlocked === 0) continue;
    const message = `no lockfile gives the versions of its ${unlocked} dependencies`;
    output.diagnostics.push(diagnostic('lockfile-missing', message, { path: manifest.path }));
  }
}

function toProject(manifest: Manifest): LockedPackage {
  const directory = directoryOf(manifest.path);
  return {
    kind: 'first-party',
    key: manifest.path,
    path: directory,
    name: manifest.name ?? (baseName(directory) || '.'),
    ...(manifest.version !== undefined && { version: manifest.version }),
    ...(manifest.description !== undefined && { description: manifest.description }),
    ...(manifest.private !== undefined && { private: manifest.private }),
    manifest: manifest.path,
    occurrences: [{ path: manifest.path }],
    licenses: manifest.licenses,
  };
}

/** Adds one dependency; true when it is a package from elsewhere whose version nothing locks. */
function addDependency(manifest: Manifest, dependency: DeclaredDependency, declaring: Declaring): boolean {
  const { name, requirement, scope, map } = dependency;
  const { output } = declaring;
  const line = manifest.lineOf(map, name);
  const report = (message: string): false => {
    output.diagnostics.push(diagnostic('manifest-entry-invalid', message, { path: manifest.path, line }));
    return false;
  };
  const local = localTarget(manifest, dependency, declaring);
  if (local !== undefined) {
    if ('problem' in local) return report(`\`${shorten(name)}\` is \`${shorten(requirement)}\`, ${local.problem}`);
    if (local.key !== manifest.path) output.edges.push({ from: manifest.path, to: local.key, scope, requirement });
    return false;
  }
  const real = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@.*)?$/.exec(requirement)?.[1] ?? name;
  const identity = npmIdentity({ name: real, resolved: sourceOf(requirement) });
  if (identity === undefined) return report(`\`${shorten(name)}\` is not a package name`);
  const key = `${manifest.path}\n${map}\n${name}`;
  output.packages.push({
    kind: 'third-party',
    key,
    purl: identity.purl,
    name: real,
    resolution: 'declared',
    requirement,
    ...(identity.origins.length > 0 && { origins: identity.origins }),
    ...(real !== name && { alias: name }),
    occurrences: [{ path: manifest.path, ...(line !== undefined && { line }) }],
  });
  output.edges.push({ from: manifest.path, to: key, scope, requirement });
  return true;
}

/** Git and http requirements as a source; `owner/repo` is short for a repository on GitHub (docs.npmjs package.json). */
function sourceOf(requirement: string): string | undefined {
  if (/^[\w-][\w.-]*\/[\w.-]+(?:#.*)?$/.test(requirement)) return gitSource(`github:${requirement}`);
  return gitSource(requirement) ?? (/^https?:\/\//.test(requirement) ? requirement : undefined);
}

type LocalTarget = { readonly key: string } | { readonly problem: string };

/** The project, or archive of the repository, that a requirement means; `undefined` when it means a package from elsewhere. */
function localTarget(manifest: Manifest, dependency: DeclaredDependency, declaring: Declaring): LocalTarget | undefined {
  const { name, requirement } = dependency;
  const directory = directoryOf(manifest.path);
  const workspace = /^workspace:(.*)$/.exec(requirement)?.[1];
  const path =
    /^(?:file|link|portal):(.*)$/.exec(requirement)?.[1] ??
    (isPath(workspace ?? requirement) ? (workspace ?? requirement) : undefined);
  if (path !== undefined) return atPath(joinPath(directory, path), name, { manifest, declaring });
  // `workspace:other@*` is an alias of a member (pnpm workspaces documentation)
  const alias = workspace === undefined ? undefined : /^((?:@[^/@]+\/)?[^@]+)@/.exec(workspace)?.[1];
  const member = declaring.workspaces.member(manifest, alias ?? name);
  if (workspace !== undefined)
    return member === undefined ? { problem: 'and no workspace member has that name' } : { key: member.path };
  const isRange = !requirement.includes(':') && !requirement.includes('/');
  return member === undefined || !isRange ? undefined : { key: member.path };
}

// `./a`, `../a`, `~/a` and `/a` are paths (npm package spec)
function isPath(requirement: string): boolean {
  return /^(?:\.{1,2}(?:\/|$)|~\/|\/)/.test(requirement);
}

function atPath(
  path: string | undefined,
  name: string,
  { manifest, declaring }: { manifest: Manifest; declaring: Declaring },
): LocalTarget {
  if (path === undefined) return { problem: 'which is outside of what is scanned' };
  const project = path === '' ? 'package.json' : `${path}/package.json`;
  if (declaring.projects.has(project)) return { key: project };
  const found = declaring.fs.stat(path)?.kind;
  if (found === undefined) return { problem: 'and nothing is there' };
  const key = `local ${path}`;
  if (!declaring.projects.has(key)) {
    declaring.projects.add(key);
    declaring.output.packages.push({
      kind: 'first-party',
      key,
      path,
      name,
      occurrences: [{ path: manifest.path }],
      licenses: [],
      ...archiveRole(path),
    });
  }
  return { key };
}

function shorten(text: string): string {
  return text.slice(0, 200);
}
