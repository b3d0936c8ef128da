import type { RawLicense } from '../../domain/license.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { PypiSource } from './source.ts';
import type { VersionRule } from './specifier.ts';

/** What a project says of itself, whichever file it says it in. */
export interface PythonManifest {
  readonly path: string;
  /** Below the scan root. */
  readonly directory: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly private?: true;
  readonly line?: number;
  readonly licenses: readonly RawLicense[];
  readonly dependencies: readonly DeclaredDependency[];
  /** Names of extras, in the form of PEP 503: pdm.lock has them among its groups. */
  readonly extras: ReadonlySet<string>;
}

export interface DeclaredDependency {
  readonly name: string;
  readonly extras: readonly string[];
  readonly rule?: VersionRule;
  /** Where to take it from, when the declaration says so. */
  readonly source?: PypiSource;
  /** A member of the same workspace, wherever it lies. */
  readonly inWorkspace?: true;
  readonly scope: Scope;
  readonly marker?: string;
  /** The file it stands in, when that is not the one of the manifest. */
  readonly path?: string;
  readonly line?: number;
}

/** A project without a name of its own is called after its directory. */
export function directoryName(directory: string): string {
  return directory.slice(directory.lastIndexOf('/') + 1) || '.';
}

export function toProject(manifest: PythonManifest, key: string): FirstPartyPackage {
  const { path, directory, name, version, description, line, licenses } = manifest;
  return {
    kind: 'first-party',
    key,
    path: directory,
    name: name ?? directoryName(directory),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(manifest.private !== undefined && { private: true }),
    manifest: path,
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    licenses,
  };
}
