import { directoryOf, joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { readCalls, textArgument, textsOf, type CallOfLiterals } from '../formats/calls.ts';

/** The literal part of a MODULE.bazel. */
export interface ModuleFile {
  readonly project: FirstPartyPackage;
  readonly dependencies: readonly ModuleDependency[];
  readonly overrides: ReadonlyMap<string, ModuleOverride>;
  /** `group:artifact` of `maven.install(artifacts = [...])`. */
  readonly mavenArtifacts: ReadonlySet<string>;
}

export interface ModuleDependency {
  readonly name: string;
  /** The least version: another module may ask for a newer one (bazel.build, "Minimal Version Selection"). */
  readonly version?: string;
  readonly scope: Scope;
  readonly line: number;
}

export type ModuleOverride =
  | { readonly kind: 'version'; readonly version?: string | undefined; readonly registry?: string | undefined }
  | { readonly kind: 'git'; readonly url: string; readonly revision?: string | undefined }
  | { readonly kind: 'archive'; readonly url: string; readonly integrity?: string | undefined }
  | { readonly kind: 'local'; readonly directory?: string | undefined };

/** Reads `module`, `bazel_dep` and the overrides of a MODULE.bazel (bazel.build/rules/lib/globals/module). */
export function readModuleFile(file: ClaimedFile): ModuleFile {
  const directory = directoryOf(file.path);
  const calls = readCalls(file.text());
  // `workspace(name = …)` is the name that a WORKSPACE gives itself.
  const own = calls.find((call) => call.name === 'module' || call.name === 'workspace');
  const [name, version] = [own && textArgument(own, 'name', 0), own && textArgument(own, 'version', 1)];
  return {
    project: {
      kind: 'first-party',
      key: '<root>',
      path: directory,
      name: name ?? (directory.split('/').at(-1) || '.'),
      ...(version !== undefined && version !== '' && { version }),
      manifest: file.path,
      occurrences: [{ path: file.path, line: own?.line ?? 1 }],
      licenses: [],
    },
    dependencies: calls.filter((call) => call.name === 'bazel_dep').flatMap(toDependency),
    overrides: new Map(calls.flatMap((call) => toOverride(call, directory))),
    mavenArtifacts: new Set(calls.flatMap(mavenCoordinates)),
  };
}

function toDependency(call: CallOfLiterals): ModuleDependency[] {
  const [name, version] = [textArgument(call, 'name', 0), textArgument(call, 'version', 1)];
  if (name === undefined) return [];
  const scope = call.named.get('dev_dependency') === true ? 'dev' : 'runtime';
  return [{ name, scope, line: call.line, ...(version !== undefined && version !== '' && { version }) }];
}

// maven.install(artifacts = ["g:a:v"]) and maven.artifact(group, artifact), also as maven_install in a WORKSPACE
function mavenCoordinates(call: CallOfLiterals): string[] {
  if (!/(?:^|\.)(?:install|artifact|maven_install)$/.test(call.name)) return [];
  const coordinates = [...textsOf(call.named.get('artifacts')), ...artifactOf(call)];
  return coordinates.map((coordinate) => coordinate.split(':').slice(0, 2).join(':'));
}

function artifactOf(call: CallOfLiterals): string[] {
  const [group, artifact] = [textArgument(call, 'group'), textArgument(call, 'artifact')];
  return group === undefined || artifact === undefined ? [] : [`${group}:${artifact}`];
}

function toOverride(call: CallOfLiterals, directory: string): [name: string, override: ModuleOverride][] {
  const name = textArgument(call, 'module_name', 0);
  if (name === undefined) return [];
  const argument = (key: string): string | undefined => textArgument(call, key);
  if (call.name === 'single_version_override')
    return [[name, { kind: 'version', version: argument('version'), registry: argument('registry') }]];
  if (call.name === 'local_path_override') {
    const path = argument('path');
    return [
      [name, { kind: 'local', directory: path === undefined || path.startsWith('/') ? undefined : joinPath(directory, path) }],
    ];
  }
  if (call.name === 'git_override') {
    const revision = argument('commit') ?? argument('tag') ?? argument('branch');
    return [[name, { kind: 'git', url: argument('remote') ?? '', revision }]];
  }
  if (call.name !== 'archive_override') return [];
  const [url] = textsOf(call.named.get('urls') ?? call.named.get('url'));
  return url === undefined ? [] : [[name, { kind: 'archive', url, integrity: argument('integrity') }]];
}
