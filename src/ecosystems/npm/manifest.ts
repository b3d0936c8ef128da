import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RawLicense } from '../../domain/license.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { Decoded } from '../formats/decoded.ts';
import { readJson } from '../formats/json.ts';
import { field, listField, recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { invalidDependencies, readDependencies, type DeclaredDependency, type DependencyMap } from './dependencies.ts';
import { readLicenseFields } from './license-field.ts';

/** A package.json, decoded once for every JavaScript reader. */
export interface Manifest {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly dependencies: readonly DeclaredDependency[];
  /** Names in `bundleDependencies` (or `bundledDependencies`); `true` there means all of `dependencies`. */
  readonly bundled: readonly string[];
  /** Globs of workspace members, from the array or the object form. */
  readonly workspaces: readonly string[];
  readonly licenses: readonly RawLicense[];
  /** `pnpm@9.1.0+sha256…` as written. */
  readonly packageManager?: string;
  /** npm `overrides` as written (nested maps are possible). */
  readonly overrides?: UnknownRecord;
  /** yarn `resolutions`. */
  readonly resolutions: readonly (readonly [pattern: string, requirement: string])[];
  readonly diagnostics: readonly Diagnostic[];
  /** 1-based line of a dependency. */
  lineOf(map: DependencyMap, name: string): number | undefined;
  /** The whole document, for fields that only one package manager knows. */
  readonly source: UnknownRecord;
}

/** Decodes one package.json, or says in one diagnostic what is wrong with it. */
export function readManifest(path: string, text: string): Decoded<Manifest> {
  const file = { path, text: () => text, bytes: () => new Uint8Array() };
  const decoded = readJson(file, { failure: 'manifest-unparsable', keyDepth: 2 });
  if ('problem' in decoded && decoded.problem !== undefined) return { problem: decoded.problem };
  const { root, keys, diagnostics } = decoded.value;
  const name = textField(root, 'name');
  const version = textField(root, 'version');
  const description = textField(root, 'description');
  const isPrivate = field(root, 'private');
  const packageManager = textField(root, 'packageManager');
  const overrides = recordField(root, 'overrides');
  const dependencies = readDependencies(root);
  return {
    value: {
      path,
      ...(name !== undefined && name !== '' && { name }),
      ...(version !== undefined && version !== '' && { version }),
      ...(description !== undefined && description !== '' && { description }),
      ...(typeof isPrivate === 'boolean' && { private: isPrivate }),
      dependencies,
      bundled: readBundled(root, dependencies),
      workspaces: readWorkspaces(root),
      licenses: readLicenseFields(root, licenseLocation(path, keys.line('license') ?? keys.line('licenses'))),
      ...(packageManager !== undefined && { packageManager }),
      ...(overrides !== undefined && { overrides }),
      resolutions: textEntries(root, 'resolutions'),
      diagnostics: [
        ...diagnostics,
        ...invalidDependencies(root).map(({ map, name: entry }) =>
          diagnostic('manifest-entry-invalid', `\`${entry ?? map}\` is not a ${entry === undefined ? 'map' : 'requirement'}`, {
            path,
            line: entry === undefined ? keys.line(map) : keys.line(map, entry),
          }),
        ),
      ],
      lineOf: (map, dependency) => keys.line(map, dependency),
      source: root,
    },
  };
}

/** The manifest at a path; `undefined` when there is none. A file that cannot be read is a problem, not an exception. */
export function readManifestAt(path: string, fs: ReadOnlyFs): Decoded<Manifest> | undefined {
  try {
    const text = fs.text(path);
    return text === undefined ? undefined : readManifest(path, text);
  } catch (error) {
    if (error instanceof FileProblem) return { problem: diagnostic(CODE_OF[error.reason], error.message, { path }) };
    throw error;
  }
}

const CODE_OF = { unreadable: 'file-unreadable', 'too-large': 'file-too-large', 'not-text': 'file-not-text' } as const;

/** `workspaces` is an array, or an object with `packages` (yarn v1's form, which npm accepts). */
function readWorkspaces(root: UnknownRecord): readonly string[] {
  const list = listField(root, 'workspaces') ?? listField(recordField(root, 'workspaces'), 'packages') ?? [];
  return list.filter((glob): glob is string => typeof glob === 'string');
}

function readBundled(root: UnknownRecord, dependencies: readonly DeclaredDependency[]): readonly string[] {
  const value = field(root, 'bundleDependencies') ?? field(root, 'bundledDependencies');
  if (value === true) return dependencies.filter(({ map }) => map === 'dependencies').map(({ name }) => name);
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}

function licenseLocation(path: string, line: number | undefined): RawLicense['location'] {
  return { root: 'tree', path, ...(line !== undefined && { lines: [line, line] as const }) };
}
