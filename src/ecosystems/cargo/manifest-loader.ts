import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { readToml } from '../formats/toml.ts';
import { withInheritance } from './inheritance.ts';
import { isExcluded } from './membership.ts';
import { toManifest, type CargoManifest } from './manifest.ts';

/** Reads each Cargo.toml at most once, with what it inherits from its workspace. */
export interface ManifestLoader {
  load(path: string): CargoManifest | undefined;
  /** Path of the workspace root that a manifest belongs to, itself included. */
  workspaceRootOf(manifest: CargoManifest): CargoManifest | undefined;
  /** What went wrong so far. */
  readonly diagnostics: readonly Diagnostic[];
}

export function manifestLoader(fs: ReadOnlyFs): ManifestLoader {
  const raw = new Map<string, CargoManifest | undefined>();
  const complete = new Map<string, CargoManifest | undefined>();
  const diagnostics: Diagnostic[] = [];

  const readRaw = (path: string): CargoManifest | undefined => {
    if (!raw.has(path)) raw.set(path, readManifest(path, fs, diagnostics));
    return raw.get(path);
  };

  // Cargo looks upwards for the nearest `[workspace]`, unless `package.workspace` says where it is.
  const workspaceRootOf = (manifest: CargoManifest): CargoManifest | undefined => {
    if (manifest.workspace !== undefined) return manifest;
    const stated = manifest.package?.workspaceDirectory;
    if (stated !== undefined) return readRaw(manifestIn(stated));
    for (let directory = manifest.directory; directory !== '';) {
      directory = directoryOf(directory);
      const candidate = readRaw(manifestIn(directory));
      if (candidate?.workspace === undefined) continue;
      return isExcluded(manifest.directory, candidate) ? undefined : candidate;
    }
    return undefined;
  };

  const load = (path: string): CargoManifest | undefined => {
    if (!complete.has(path)) {
      const manifest = readRaw(path);
      complete.set(path, manifest === undefined ? undefined : withInheritance(manifest, () => workspaceRootOf(manifest)));
    }
    return complete.get(path);
  };

  return { load, workspaceRootOf, diagnostics };
}

export function manifestIn(directory: string): string {
  return directory === '' ? 'Cargo.toml' : `${directory}/Cargo.toml`;
}

function readManifest(path: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): CargoManifest | undefined {
  try {
    const text = fs.text(path);
    if (text === undefined) return undefined;
    const { value, problem } = readToml(
      { path, text: () => text, bytes: () => fs.bytes(path) ?? new Uint8Array() },
      'manifest-unparsable',
    );
    if (problem === undefined) return toManifest(path, value, text);
    diagnostics.push(problem);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    diagnostics.push(diagnostic('manifest-unparsable', error.message, { path: error.path }));
  }
  return undefined;
}
