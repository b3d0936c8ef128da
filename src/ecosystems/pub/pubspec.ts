import { directoryOf, joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from '../formats/decoded.ts';
import { readYaml } from '../formats/yaml.ts';
import { field, listField, recordField, textField } from '../formats/values.ts';

/** A pubspec.yaml (dart.dev/tools/pub/pubspec). */
export interface Pubspec {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly private: boolean;
  readonly dependencies: readonly PubDependency[];
  /** Directories of workspace members below the scan root. */
  readonly workspace: readonly string[];
}

export interface PubDependency {
  readonly name: string;
  readonly map: 'dependencies' | 'dev_dependencies' | 'dependency_overrides';
  /** Version constraint; absent for any. */
  readonly requirement?: string;
  readonly source: PubSource;
  readonly line?: number;
}

export type PubSource =
  | { readonly kind: 'hosted'; /** Absent for the default registry. */ readonly url?: string }
  | { readonly kind: 'git'; readonly url: string; readonly ref?: string; readonly path?: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'sdk'; readonly sdk: string };

const MAPS = ['dependencies', 'dev_dependencies', 'dependency_overrides'] as const;

export function readPubspec(file: ClaimedFile): Decoded<Pubspec> {
  const { value: documents, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return { problem };
  const [root] = documents;
  const text = (key: string): string | undefined => textField(root, key)?.trim() || undefined;
  const [name, version, description] = [text('name'), text('version'), text('description')];
  const directory = directoryOf(file.path);
  const lines = dependencyLines(file.text());
  return {
    value: {
      path: file.path,
      ...(name !== undefined && { name }),
      ...(version !== undefined && { version }),
      ...(description !== undefined && { description }),
      private: text('publish_to') === 'none',
      dependencies: MAPS.flatMap((map) =>
        Object.entries(recordField(root, map) ?? {}).map(([dependency, value]) => {
          const line = lines.get(`${map}.${dependency}`);
          return { ...toDependency(dependency, value), map, ...(line !== undefined && { line }) };
        }),
      ),
      workspace: (listField(root, 'workspace') ?? []).flatMap((member) =>
        typeof member === 'string' ? (joinPath(directory, member) ?? []) : [],
      ),
    },
  };
}

export function toProject({ path, name, version, description, private: isPrivate }: Pubspec, key: string): FirstPartyPackage {
  const directory = directoryOf(path);
  return {
    kind: 'first-party',
    key,
    path: directory,
    name: name ?? unnamed(directory),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(isPrivate && { private: true }),
    manifest: path,
    occurrences: [{ path }],
    licenses: [],
  };
}

export function unnamed(directory: string): string {
  return directory.slice(directory.lastIndexOf('/') + 1) || '.';
}

function toDependency(name: string, value: unknown): Omit<PubDependency, 'map'> {
  const requirement = typeof value === 'string' ? value : textField(value, 'version');
  const wanted = requirement === undefined || ['', 'any', 'null', '~'].includes(requirement) ? {} : { requirement };
  return { name, ...wanted, source: toSource(value) };
}

function toSource(value: unknown): PubSource {
  const [git, path, sdk, hosted] = [
    field(value, 'git'),
    textField(value, 'path'),
    textField(value, 'sdk'),
    field(value, 'hosted'),
  ];
  const url = typeof git === 'string' ? git : textField(git, 'url');
  if (url !== undefined) {
    const [ref, below] = [textField(git, 'ref'), textField(git, 'path')];
    return { kind: 'git', url, ...(ref !== undefined && { ref }), ...(below !== undefined && { path: below }) };
  }
  if (path !== undefined) return { kind: 'path', path };
  if (sdk !== undefined) return { kind: 'sdk', sdk };
  const registry = typeof hosted === 'string' ? hosted : textField(hosted, 'url');
  return { kind: 'hosted', ...(registry !== undefined && { url: registry }) };
}

function dependencyLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let map = '';
  for (const [index, line] of text.split('\n').entries()) {
    const [, top] = /^(\w+):/.exec(line) ?? [];
    const [, name] = /^ {1,4}["']?([\w-]+)["']?:/.exec(line) ?? [];
    if (top !== undefined) map = top;
    else if (name !== undefined && !lines.has(`${map}.${name}`)) lines.set(`${map}.${name}`, index + 1);
  }
  return lines;
}
