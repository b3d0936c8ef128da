import { directoryOf, joinPath } from '../../domain/path.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { defaultFeatureDependencies } from './default-features.ts';
import { declarationLines } from './declaration-lines.ts';
import { isDefaultRegistry } from './source.ts';

/** A Cargo.toml. What it inherits from its workspace is filled in by `inheritance.ts`. */
export interface CargoManifest {
  readonly path: string;
  /** Directory below the scan root. */
  readonly directory: string;
  readonly package?: ManifestPackage;
  readonly workspace?: WorkspaceTable;
  readonly dependencies: readonly DeclaredDependency[];
  /** Directories of local crates that `[patch]` and `[replace]` put in the place of others. */
  readonly replacements: readonly string[];
}

export interface ManifestPackage {
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly license?: string;
  readonly licenseFile?: string;
  readonly private: boolean;
  /** `package.workspace`: directory of the workspace root, when it is not above. */
  readonly workspaceDirectory?: string;
  /** Fields written as `field.workspace = true`. */
  readonly inherits: readonly string[];
  readonly line?: number;
  readonly licenseLine?: number;
}

interface WorkspaceTable {
  readonly members: readonly string[];
  readonly exclude: readonly string[];
  /** `[workspace.package]`. */
  readonly package: UnknownRecord;
  readonly dependencies: ReadonlyMap<string, DeclaredDependency>;
}

type DependencyKind = 'normal' | 'dev' | 'build';

export interface DeclaredDependency {
  /** The name in this manifest; differs from `name` for a rename. */
  readonly alias: string;
  readonly name: string;
  readonly kind: DependencyKind;
  readonly requirement?: string;
  /** Directory of a path dependency below the scan root. */
  readonly directory?: string;
  /** A path dependency that leads out of the scan root. */
  readonly outside?: true;
  readonly git?: { readonly url: string; readonly revision?: string };
  readonly registryIndex?: string;
  /** `optional = true`: a feature turns it on. */
  readonly optional: boolean;
  /** Optional, and the `default` feature turns it on. */
  readonly onByDefault: boolean;
  /** `cfg(unix)`, a target triple. */
  readonly target?: string;
  readonly inherits: boolean;
  readonly line?: number;
}

// Cargo accepts the underscore spelling up to edition 2021.
const TABLES: readonly (readonly [table: string, kind: DependencyKind])[] = [
  ['dependencies', 'normal'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
];

export function toManifest(path: string, root: UnknownRecord, text: string): CargoManifest {
  const directory = directoryOf(path);
  const lines = declarationLines(text);
  const ownPackage = toPackage(root, directory, lines);
  const workspace = toWorkspace(root, directory);
  return {
    path,
    directory,
    ...(ownPackage !== undefined && { package: ownPackage }),
    ...(workspace !== undefined && { workspace }),
    dependencies: toDependencies(root, directory, lines),
    replacements: toReplacements(root, directory),
  };
}

function toPackage(root: UnknownRecord, directory: string, lines: ReadonlyMap<string, number>): ManifestPackage | undefined {
  // `[project]` is the name of the table before Cargo 1.0, still read by Cargo.
  const table = recordField(root, 'package') ?? recordField(root, 'project');
  const name = textField(table, 'name');
  if (table === undefined || name === undefined || name === '') return undefined;
  const [version, description, license] = [
    textField(table, 'version'),
    textField(table, 'description'),
    textField(table, 'license'),
  ];
  const licenseFile = textField(table, 'license-file');
  const workspace = textField(table, 'workspace');
  const workspaceDirectory = workspace === undefined ? undefined : joinPath(directory, workspace);
  const publish = field(table, 'publish');
  const line = lines.get('package') ?? lines.get('project');
  const licenseLine = lines.get('package.license');
  return {
    name,
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description: description.trim() }),
    ...(license !== undefined && { license }),
    ...(licenseFile !== undefined && { licenseFile }),
    private: publish === false || (Array.isArray(publish) && publish.length === 0),
    ...(workspaceDirectory !== undefined && { workspaceDirectory }),
    inherits: Object.keys(table).filter((key) => inheritsFrom(field(table, key))),
    ...(line !== undefined && { line }),
    ...(licenseLine !== undefined && { licenseLine }),
  };
}

function toWorkspace(root: UnknownRecord, directory: string): WorkspaceTable | undefined {
  const table = recordField(root, 'workspace');
  if (table === undefined) return undefined;
  const texts = (key: string): string[] =>
    (listField(table, key) ?? []).filter((item): item is string => typeof item === 'string');
  const dependencies = Object.entries(recordField(table, 'dependencies') ?? {}).flatMap(([alias, value]) => {
    const dependency = toDependency(alias, value, { kind: 'normal', directory });
    return dependency === undefined ? [] : ([[alias, dependency]] as const);
  });
  return {
    members: texts('members'),
    exclude: texts('exclude'),
    package: recordField(table, 'package') ?? {},
    dependencies: new Map(dependencies),
  };
}

function toDependencies(root: UnknownRecord, directory: string, lines: ReadonlyMap<string, number>): DeclaredDependency[] {
  const onByDefault = defaultFeatureDependencies(root);
  const targets = Object.entries(recordField(root, 'target') ?? {});
  const places: readonly (readonly [table: unknown, target: string | undefined])[] = [
    [root, undefined],
    ...targets.map(([target, table]) => [table, target] as const),
  ];
  return places.flatMap(([place, target]) =>
    TABLES.flatMap(([table, kind]) =>
      Object.entries(recordField(place, table) ?? {}).flatMap(([alias, value]) => {
        const line = lines.get(`${table}.${alias}`);
        const dependency = toDependency(alias, value, { kind, directory, target, line, onByDefault });
        return dependency === undefined ? [] : [dependency];
      }),
    ),
  );
}

interface DeclarationContext {
  readonly kind: DependencyKind;
  readonly directory: string;
  readonly target?: string | undefined;
  readonly line?: number | undefined;
  readonly onByDefault?: ReadonlySet<string>;
}

function toDependency(alias: string, value: unknown, context: DeclarationContext): DeclaredDependency | undefined {
  const { kind, directory, target, line } = context;
  if (alias === '' || !(typeof value === 'string' || isRecord(value))) return undefined;
  const requirement = typeof value === 'string' ? value : textField(value, 'version');
  const path = textField(value, 'path');
  const local = path === undefined ? undefined : joinPath(directory, path);
  const git = textField(value, 'git');
  const revision = textField(value, 'rev') ?? textField(value, 'tag') ?? textField(value, 'branch');
  const index = textField(value, 'registry-index');
  return {
    alias,
    name: textField(value, 'package') ?? alias,
    kind,
    ...(requirement !== undefined && { requirement }),
    ...(local !== undefined && { directory: local }),
    ...(path !== undefined && local === undefined && { outside: true as const }),
    ...(git !== undefined && { git: { url: git, ...(revision !== undefined && { revision }) } }),
    ...(index !== undefined && !isDefaultRegistry(index) && { registryIndex: index }),
    optional: field(value, 'optional') === true,
    onByDefault: context.onByDefault?.has(alias) === true,
    ...(target !== undefined && { target }),
    inherits: inheritsFrom(value),
    ...(line !== undefined && { line }),
  };
}

function toReplacements(root: UnknownRecord, directory: string): string[] {
  const patches = Object.values(recordField(root, 'patch') ?? {}).filter(isRecord);
  const entries = [...patches, recordField(root, 'replace') ?? {}].flatMap((table) => Object.values(table));
  return entries.flatMap((entry) => {
    const path = textField(entry, 'path');
    const found = path === undefined ? undefined : joinPath(directory, path);
    return found === undefined ? [] : [found];
  });
}

function inheritsFrom(value: unknown): boolean {
  return field(value, 'workspace') === true;
}
