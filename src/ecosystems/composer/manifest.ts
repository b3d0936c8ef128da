import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RawLicense } from '../../domain/license.ts';
import { directoryOf } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from '../formats/decoded.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { readJson } from '../formats/json.ts';
import { field, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { contentHash } from './content-hash.ts';
import { readLicenses, readRequirements, type Requirement } from './package-entry.ts';

/** A composer.json. */
export interface ComposerManifest {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly require: readonly Requirement[];
  readonly requireDev: readonly Requirement[];
  /** Names it replaces or provides itself. */
  readonly standsFor: readonly string[];
  /** Where Composer installs to, relative to the manifest. */
  readonly vendorDirectory: string;
  readonly licenses: readonly RawLicense[];
  readonly diagnostics: readonly Diagnostic[];
  /** What Composer writes into a lockfile made of this manifest. */
  readonly contentHash: string | undefined;
  /** 1-based line of a requirement. */
  lineOf(map: 'require' | 'require-dev', name: string): number | undefined;
}

export function readManifest(file: ClaimedFile): Decoded<ComposerManifest> {
  const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 2 });
  if (problem !== undefined) return { problem };
  const { root, keys, diagnostics } = value;
  const { path } = file;
  const [name, version, description] = ['name', 'version', 'description'].map((key) => textField(root, key) ?? '');
  const licenseLine = keys.line('license');
  const location = {
    root: 'tree',
    path,
    ...(licenseLine !== undefined && { lines: [licenseLine, licenseLine] as const }),
  } as const;
  const standsFor = ['replace', 'provide'].flatMap((key) => Object.keys(recordField(root, key) ?? {}));
  return {
    value: {
      path,
      ...(name !== undefined && name !== '' && { name }),
      ...(version !== undefined && version !== '' && { version }),
      ...(description !== undefined && description !== '' && { description }),
      require: readRequirements(root, 'require'),
      requireDev: readRequirements(root, 'require-dev'),
      standsFor: standsFor.map((other) => other.toLowerCase()),
      vendorDirectory: textField(recordField(root, 'config'), 'vendor-dir') ?? 'vendor',
      licenses: readLicenses(root, location, 'manifest-field'),
      diagnostics: [...diagnostics, ...invalidMaps(root, path)],
      contentHash: contentHash(root),
      lineOf: (map, dependency) => keys.line(map, dependency),
    },
  };
}

export function manifestAt(path: string | undefined, fs: ReadOnlyFs): Decoded<ComposerManifest> | undefined {
  const file = fileBeside(path, fs);
  if (file === undefined || file.problem !== undefined) return file;
  return readManifest(file.value);
}

/** The project of a manifest; one without a name is called like its folder, as Composer's own root package has none. */
export function toProject(manifest: ComposerManifest, key: string): FirstPartyPackage {
  const directory = directoryOf(manifest.path);
  const { path, name, version, description, licenses } = manifest;
  return {
    kind: 'first-party',
    key,
    path: directory,
    name: name ?? unnamed(directory),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    manifest: path,
    occurrences: [{ path }],
    licenses,
  };
}

export function unnamed(directory: string): string {
  return directory.slice(directory.lastIndexOf('/') + 1) || '.';
}

// PHP writes an empty map as `[]`
function invalidMaps(root: UnknownRecord, path: string): Diagnostic[] {
  return ['require', 'require-dev'].flatMap((key) => {
    const value = field(root, key);
    if (value === undefined || recordField(root, key) !== undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [diagnostic('manifest-entry-invalid', `\`${key}\` is not a map of requirements`, { path })];
  });
}
