import type { Scope } from '../../../domain/scope.ts';
import type { EvaluatedItem, EvaluatedProject } from './evaluate.ts';

/** One package that a project asks for. */
export interface PackageReference {
  readonly id: string;
  /** As written, with known properties filled in; several when conditions choose between them. Empty: no version is stated. */
  readonly requirements: readonly string[];
  readonly scope: Scope;
  /** Below a condition that only a build could decide. */
  readonly conditional: boolean;
  readonly file: string;
  readonly line: number;
}

/** `PackageReference`, `GlobalPackageReference` and tools, with versions from the central ones where the reference has none. */
export function packageReferences(project: EvaluatedProject): PackageReference[] {
  const central = centralVersions(project);
  const references = new Map<string, Draft>();
  for (const item of project.items) {
    const key = item.name.toLowerCase();
    if (item.type === 'PackageReference' || item.type === 'DotNetCliToolReference' || item.type === 'GlobalPackageReference') {
      if (item.action === 'remove') references.delete(key);
      else if (item.action === 'include') references.set(key, merge(references.get(key), item));
      else {
        const known = references.get(key);
        if (known !== undefined) references.set(key, merge(known, item));
      }
    }
  }
  return [...references].map(([key, draft]) => {
    const own = draft.versions.map((version) => project.properties.expand(version));
    const requirements = own.length > 0 ? own : (central.get(key) ?? []);
    const { item, isDevelopment } = draft;
    return {
      id: item.name,
      requirements: [...new Set(requirements)],
      scope: isDevelopment ? 'dev' : 'runtime',
      conditional: item.applies === 'unknown',
      file: item.file,
      line: item.line,
    };
  });
}

/** Paths of the projects that this one references, relative to it and with its own slashes. */
export function projectReferences(project: EvaluatedProject): string[] {
  return project.items
    .filter((item) => item.type === 'ProjectReference' && item.action === 'include')
    .map((item) => item.name.replaceAll('\\', '/').replace(/^\$\(MSBuildThisFileDirectory\)/i, './'));
}

interface Draft {
  readonly item: EvaluatedItem;
  readonly versions: readonly string[];
  readonly isDevelopment: boolean;
}

function merge(known: Draft | undefined, item: EvaluatedItem): Draft {
  const version = item.metadata.get('versionoverride') ?? item.metadata.get('version');
  const assets = item.metadata.get('privateassets');
  // A global reference is private unless it says otherwise (learn.microsoft.com/nuget/consume-packages/central-package-management).
  const isPrivate = assets === undefined ? item.type !== 'PackageReference' : /(?:^|;)\s*all\s*(?:;|$)/i.test(assets);
  const others = known === undefined || item.applies === 'yes' ? [] : known.versions;
  return {
    item: known?.item ?? item,
    versions: version === undefined || version === '' ? (known?.versions ?? []) : [...others, version],
    isDevelopment: known === undefined ? isPrivate : assets === undefined ? known.isDevelopment : isPrivate,
  };
}

function centralVersions(project: EvaluatedProject): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, readonly string[]>();
  for (const item of project.items) {
    const version = item.metadata.get('version');
    if (item.type !== 'PackageVersion' || version === undefined || item.action === 'remove') continue;
    const key = item.name.toLowerCase();
    const expanded = project.properties.expand(version);
    // a later statement replaces an earlier one; conditions that cannot be decided leave both possible
    versions.set(key, item.conditions.length === 0 ? [expanded] : [...(versions.get(key) ?? []), expanded]);
  }
  return versions;
}
