import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import { baseName } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { cachedRequires } from './cached-requires.ts';
import type { GoMod } from './go-mod.ts';
import type { GoSum } from './go-sum.ts';
import { modulePurl } from './module-path.ts';
import { fileIn, type ModuleTree } from './module-tree.ts';
import type { SelectedModule } from './build.ts';

export interface Build {
  readonly project: FirstPartyPackage;
  readonly modules: readonly SelectedModule[];
  /** go.sum and go.work.sum. */
  readonly sums: readonly GoSum[];
  /** Module paths whose packages are in the vendor folder. */
  readonly vendored: ReadonlySet<string>;
  readonly vendorDirectory: string;
  readonly tools: readonly string[];
  readonly tree: ModuleTree;
  readonly cache: ReadOnlyFs | undefined;
}

/** The packages and edges of one build: direct ones from the project, the rest as far as the module cache tells. */
export function toPackages(build: Build): ReadResult {
  const { project } = build;
  const diagnostics: Diagnostic[] = [];
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const keyOf = new Map<string, string>();
  for (const module of build.modules) {
    const item = module.from.kind === 'local' ? toLocal(module, build) : toThirdParty(module, build);
    if (item === undefined) {
      diagnostics.push(diagnostic('manifest-entry-invalid', `\`${module.path}\` is no module path`, module.place));
      continue;
    }
    keyOf.set(module.path, item.key);
    if (!packages.has(item.key)) packages.set(item.key, item);
  }
  const edges = build.modules.flatMap((module): LockedEdge[] => {
    const to = keyOf.get(module.path);
    if (to === undefined) return [];
    const requirement = module.requirement === undefined ? {} : { requirement: module.requirement };
    const own: LockedEdge[] = module.direct ? [{ from: project.key, to, scope: 'runtime', ...requirement }] : [];
    const needs = requiresOf(module, build) ?? [];
    return [...own, ...needs.flatMap((path): LockedEdge[] => toEdge(to, keyOf.get(path)))];
  });
  return { packages: [...packages.values()], edges, diagnostics };
}

function toEdge(from: string, to: string | undefined): LockedEdge[] {
  return to === undefined || to === from ? [] : [{ from, to, scope: 'runtime' }];
}

// A local module's own edges come from the reading of its own go.mod.
function requiresOf({ from }: SelectedModule, build: Build): readonly string[] | undefined {
  return from.kind === 'local' ? undefined : cachedRequires(build.cache, from.path, from.version);
}

function toThirdParty(module: SelectedModule, build: Build): ThirdPartyPackage | undefined {
  if (module.from.kind === 'local') return undefined;
  const { path, version } = module.from;
  const purl = modulePurl(path, version);
  if (purl === undefined) return undefined;
  const installed = build.vendored.has(module.path) ? fileIn(build.vendorDirectory, `vendor/${module.path}`) : undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: path,
    resolution: 'locked',
    occurrences: [module.place],
    ...(installed !== undefined && { installed: [{ root: 'tree', path: installed, format: 'directory' }] }),
    properties: propertiesOf(module, build),
    // go.mod names it without saying through what it is needed
    stated: { project: build.project.key, scopes: ['runtime'] },
  };
}

function propertiesOf(module: SelectedModule, build: Build): Record<string, string> {
  const { from } = module;
  if (from.kind === 'local') return {};
  const id = `${from.path}@${from.version}`;
  const hash = build.sums.map((sum) => sum.zipHashes.get(id)).find((found) => found !== undefined);
  const tools = build.tools.filter((tool) => tool === module.path || tool.startsWith(`${module.path}/`));
  const replaced = from.path !== module.path || from.version !== module.version;
  return {
    ...(hash !== undefined && { 'licet:go:h1': hash }),
    ...(replaced && { 'licet:go:replaces': module.version === undefined ? module.path : `${module.path}@${module.version}` }),
    ...(tools.length > 0 && { 'licet:go:tool': tools.join(' ') }),
    ...(module.guessed && { 'licet:go:selection': 'over-approximate: go.sum names it, go.mod does not' }),
    ...(requiresOf(module, build) === undefined && { 'licet:dependencies': 'unknown' }),
  };
}

function toLocal(module: SelectedModule, build: Build): FirstPartyPackage {
  const directory = module.from.kind === 'local' ? module.from.directory : undefined;
  const manifest = directory === undefined ? undefined : fileIn(directory, 'go.mod');
  const mod = manifest === undefined ? undefined : build.tree.goMod(manifest);
  if (directory !== undefined && mod?.module !== undefined) return toProject(mod, directory, mod.module);
  const path = directory ?? build.project.path;
  return {
    kind: 'first-party',
    key: `local:${path}:${module.path}`,
    path,
    name: module.path,
    occurrences: [module.place],
    licenses: [],
  };
}

/** The project of a go.mod. Go modules carry neither a version nor a license in it. */
export function toProject(mod: GoMod, directory: string, name: string): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: `project:${directory}`,
    path: directory,
    name,
    manifest: mod.path,
    lockfile: mod.path,
    occurrences: [{ path: mod.path, ...(mod.moduleLine !== undefined && { line: mod.moduleLine }) }],
    licenses: [],
  };
}

/** The project of a vendor folder without a go.mod, or of a go.mod without a `module` line. */
export function unnamedProject(directory: string, lockfile: string): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: `project:${directory}`,
    path: directory,
    name: directory === '' ? 'main' : baseName(directory),
    lockfile,
    occurrences: [{ path: lockfile, line: 1 }],
    licenses: [],
  };
}
