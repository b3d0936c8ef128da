import { directoryOf, joinPath } from '../../domain/path.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { BuildSettings } from './activation.ts';
import { inherit, withProfiles } from './inheritance.ts';
import { interpolator, isUnresolved, type Interpolate } from './interpolate.ts';
import type { PomRepository } from './local-repository.ts';
import type { MissingPom, Model, ModelDependency } from './model.ts';
import { modelValues } from './model-values.ts';
import { managementKey, type ParentReference, type PomDependency, type Relocation } from './pom.ts';
import { isMeant, type PomSource, type PomSources } from './pom-sources.ts';
import { parseConstraint, satisfies } from './version-constraint.ts';

/** Builds effective models as Maven 3 does (`DefaultModelBuilder`), each once. */
export interface ModelBuilder {
  build(source: PomSource): Model;
  /** The project of the tree with exactly these coordinates, else the published POM. */
  find(groupId: string, artifactId: string, version: string): PomSource | undefined;
}

interface BuilderContext {
  readonly sources: PomSources;
  readonly repository: PomRepository | undefined;
  readonly fs: ReadOnlyFs;
  readonly settingsOf: (directory: string) => BuildSettings;
  /** Settings of the build at the root, which is what published POMs see of it. */
  readonly rootSettings: BuildSettings;
}

const LINE_LIMIT = 64;

export function modelBuilder(context: BuilderContext): ModelBuilder {
  const assembled = new Map<string, Assembled>();
  const models = new Map<string, Model>();
  const open = new Set<string>();
  const keyOf = ({ place }: PomSource): string => `${place.root}\n${place.path}`;

  const assembleOnce = (source: PomSource): Assembled => {
    const key = keyOf(source);
    const known = assembled.get(key);
    if (known !== undefined) return known;
    const made = assemble(source, context);
    assembled.set(key, made);
    return made;
  };

  const find = (groupId: string, artifactId: string, version: string): PomSource | undefined =>
    context.sources.named(groupId, artifactId).find((source) => assembleOnce(source).version === version) ??
    context.sources.published({ groupId, artifactId, version });

  const build = (source: PomSource): Model => {
    const key = keyOf(source);
    const known = models.get(key);
    if (known !== undefined) return known;
    open.add(key);
    const base = assembleOnce(source);
    const managed = new Map<string, ModelDependency>();
    const missing = [...base.missing];
    const isImport = (entry: ModelDependency): boolean => entry.type === 'pom' && entry.scope === 'import';
    const boms = base.managed.filter(isImport);
    for (const entry of base.managed) if (!isImport(entry)) addFirst(managed, entry);
    // What is stated wins over what is imported, and of two imports the first (`DefaultDependencyManagementImporter`).
    for (const bom of boms) {
      const found = bom.version === undefined ? undefined : find(bom.groupId, bom.artifactId, bom.version);
      if (found === undefined) {
        const coordinates = `${bom.groupId}:${bom.artifactId}:${bom.version ?? ''}`;
        missing.push({ kind: 'bom', coordinates, place: bom.place, line: bom.line });
      } else if (!open.has(keyOf(found)) && open.size < LINE_LIMIT) {
        const imported = build(found);
        missing.push(...imported.missing);
        for (const entry of imported.managed.values()) addFirst(managed, entry);
      }
    }
    const dependencies = base.dependencies.map((item) => withManagement(item, managed.get(managementKey(item))));
    const model: Model = { ...base, dependencies, managed, missing };
    open.delete(key);
    models.set(key, model);
    return model;
  };
  return { build, find };
}

function addFirst(managed: Map<string, ModelDependency>, entry: ModelDependency): void {
  const key = managementKey(entry);
  if (!managed.has(key)) managed.set(key, entry);
}

// `DefaultDependencyManagementInjector`: `optional` is not managed, exclusions only where there are none.
function withManagement(item: ModelDependency, managed: ModelDependency | undefined): ModelDependency {
  if (managed === undefined) return item;
  const version = item.version ?? managed.version;
  const scope = item.scope ?? managed.scope;
  return {
    ...item,
    ...(version !== undefined && { version }),
    ...(scope !== undefined && { scope }),
    exclusions: item.exclusions.length > 0 ? item.exclusions : managed.exclusions,
  };
}

type Assembled = Omit<Model, 'managed'> & { readonly managed: readonly ModelDependency[] };

/** The POM with its parents, interpolated; BOMs not imported yet. */
function assemble(source: PomSource, context: BuilderContext): Assembled {
  const isProject = source.place.root === 'tree';
  const directory = directoryOf(source.place.path);
  const settings = isProject ? context.settingsOf(directory) : published(context.rootSettings);
  const { line, missing } = lineOf(source, settings, context);
  const exists = isProject ? fileTest(directory, context.fs) : undefined;
  const whole = inherit(line.map(({ pom }) => withProfiles(pom, settings, exists)));
  const { pom } = source;
  const replace = interpolator(modelValues(pom, whole.properties, settings, isProject));
  const version = pom.version ?? pom.parent?.version;
  return {
    place: source.place,
    groupId: replace(pom.groupId ?? pom.parent?.groupId ?? ''),
    artifactId: replace(pom.artifactId ?? ''),
    version: version === undefined || version === '' ? undefined : replace(version),
    packaging: replace(pom.packaging),
    ...(pom.description !== undefined && { description: replace(pom.description) }),
    dependencies: whole.dependencies.map((item) => toDependency(item, replace)),
    managed: whole.managed.map((item) => toDependency(item, replace)),
    licenses: licensesOf(line),
    ...(pom.relocation !== undefined && { relocation: toRelocation(pom.relocation, replace) }),
    missing,
    line: pom.line,
  };
}

// A published POM is built without the profiles that the command line names.
function published({ properties }: BuildSettings): BuildSettings {
  return { properties, activated: new Set(), deactivated: new Set() };
}

function fileTest(directory: string, fs: ReadOnlyFs): (path: string) => boolean {
  return (path) => {
    const below = path.replace(/^\$\{(?:project\.|pom\.)?basedir\}[/\\]?/, '').replaceAll('\\', '/');
    const joined = isUnresolved(below) || below.startsWith('/') ? undefined : joinPath(directory, below);
    return joined !== undefined && fs.stat(joined) !== undefined;
  };
}

/** The POM and its parents, nearest first. */
function lineOf(
  source: PomSource,
  settings: BuildSettings,
  context: BuilderContext,
): { line: PomSource[]; missing: MissingPom[] } {
  const line = [source];
  for (let { parent } = source.pom; parent !== undefined;) {
    const child = line.at(-1) ?? source;
    const found = findParent(child, parent, settings, context);
    if (found === undefined) {
      const coordinates = `${parent.groupId}:${parent.artifactId}:${parent.version}`;
      return { line, missing: [{ kind: 'parent', coordinates, place: child.place, line: child.pom.line }] };
    }
    if (
      line.length >= LINE_LIMIT ||
      line.some(({ place }) => place.root === found.place.root && place.path === found.place.path)
    ) {
      break; // a parent of itself
    }
    line.push(found);
    ({ parent } = found.pom);
  }
  return { line, missing: [] };
}

function findParent(
  child: PomSource,
  parent: ParentReference,
  settings: BuildSettings,
  context: BuilderContext,
): PomSource | undefined {
  const { groupId, artifactId } = parent;
  const near = context.sources.relativeParent(child, parent);
  if (near !== undefined) return near;
  const named = child.place.root === 'tree' ? context.sources.named(groupId, artifactId) : [];
  const inTree = named.find((source) => source !== child && isMeant(source.pom, parent));
  if (inTree !== undefined) return inTree;
  // Of what `<parent>` says only the command line is interpolated (CI-friendly versions).
  const version = interpolator((name) => settings.properties.get(name))(parent.version);
  const constraint = parseConstraint(version);
  if (constraint?.kind !== 'hard') return context.sources.published({ groupId, artifactId, version });
  const allowed = context.repository?.versions(groupId, artifactId)?.filter((item) => satisfies(item, constraint));
  const newest = allowed?.at(-1);
  return newest === undefined ? undefined : context.sources.published({ groupId, artifactId, version: newest });
}

function toDependency(item: PomDependency, replace: Interpolate): ModelDependency {
  const { version, classifier, scope, optional, ...rest } = item;
  return {
    ...rest,
    groupId: replace(item.groupId),
    artifactId: replace(item.artifactId),
    type: replace(item.type),
    ...(version !== undefined && { version: replace(version) }),
    ...(classifier !== undefined && { classifier: replace(classifier) }),
    ...(scope !== undefined && { scope: replace(scope) }),
    ...(optional !== undefined && { optional: replace(optional).toLowerCase() === 'true' }),
    exclusions: item.exclusions.map((exclusion) => ({
      groupId: replace(exclusion.groupId),
      artifactId: replace(exclusion.artifactId),
    })),
  };
}

function toRelocation({ groupId, artifactId, version }: Relocation, replace: Interpolate): Relocation {
  return {
    ...(groupId !== undefined && { groupId: replace(groupId) }),
    ...(artifactId !== undefined && { artifactId: replace(artifactId) }),
    ...(version !== undefined && { version: replace(version) }),
  };
}

// A POM without licenses has those of its nearest parent that has some. Several are a list without an operator.
function licensesOf(line: readonly PomSource[]): readonly RawLicense[] {
  const stated = line.find(({ pom }) => pom.licenses.some(({ name, url }) => (name ?? url) !== undefined));
  if (stated === undefined) return [];
  const licenses = stated.pom.licenses.filter(({ name, url }) => (name ?? url) !== undefined);
  const list = licenses.map(({ name, url }) => name ?? url ?? '');
  const lines = [licenses[0]?.line ?? 1, licenses.at(-1)?.line ?? 1] as const;
  return [
    {
      method: licenses.every(({ name }) => name === undefined) ? 'license-url' : 'manifest-field',
      raw: list.join(', '),
      ...(list.length > 1 && { list }),
      ...(licenses.some(({ name, url }) => name !== undefined && url !== undefined) && { urls: licenses.map(({ url }) => url) }),
      location: { root: stated.place.root, path: stated.place.path, lines },
    },
  ];
}
