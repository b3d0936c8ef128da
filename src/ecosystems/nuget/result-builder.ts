import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Occurrence, Hash } from '../../domain/component.ts';
import type {
  FirstPartyPackage,
  LockedEdge,
  LockedPackage,
  PackageLocation,
  ReadResult,
  ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { Resolution } from '../../domain/component.ts';
import type { Scope } from '../../domain/scope.ts';
import { nugetPurl, packageKey } from './nuget-purl.ts';

export interface PackageFacts {
  readonly id: string;
  readonly version?: string | undefined;
  readonly resolution?: Resolution;
  readonly hashes?: readonly Hash[];
  readonly requirement?: string | undefined;
  readonly at: Occurrence;
  readonly installed?: readonly PackageLocation[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly stated?: { readonly project: string; readonly scopes: readonly Scope[] };
}

/** Collects what one NuGet file says: the sections per framework of one file name the same packages again and again. */
export interface ResultBuilder {
  /** The key of the package; `undefined` when its id is none, which becomes a diagnostic. */
  add(facts: PackageFacts): string | undefined;
  project(project: FirstPartyPackage): string;
  edge(edge: LockedEdge): void;
  problem(problem: Diagnostic): void;
  has(key: string): boolean;
  result(): ReadResult;
}

export function resultBuilder(): ResultBuilder {
  const packages = new Map<string, LockedPackage>();
  const edges = new Map<string, LockedEdge>();
  const diagnostics: Diagnostic[] = [];
  return {
    add(facts) {
      const { id, version, at } = facts;
      const key = packageKey(id, version);
      const known = packages.get(key);
      if (known?.kind === 'third-party') {
        packages.set(key, join(known, facts));
        return key;
      }
      const purl = nugetPurl(id, version);
      if (purl === undefined) {
        diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${id.slice(0, 200)}\` is not the id of a package`, at));
        return undefined;
      }
      const { hashes = [], requirement, installed = [], properties, stated } = facts;
      packages.set(key, {
        kind: 'third-party',
        key,
        purl,
        resolution: facts.resolution ?? 'locked',
        occurrences: [at],
        hashes,
        ...(requirement !== undefined && { requirement }),
        ...(installed.length > 0 && { installed }),
        ...(properties !== undefined && { properties }),
        ...(stated !== undefined && { stated }),
      });
      return key;
    },
    project(project) {
      if (!packages.has(project.key)) packages.set(project.key, project);
      return project.key;
    },
    edge(edge) {
      if (edge.from !== edge.to) edges.set(JSON.stringify([edge.from, edge.to, edge.scope, edge.requirement]), edge);
    },
    problem: (problem) => void diagnostics.push(problem),
    has: (key) => packages.has(key),
    result() {
      const known = [...edges.values()].filter((edge) => packages.has(edge.from) && packages.has(edge.to));
      return { packages: [...packages.values()], edges: known, diagnostics };
    },
  };
}

function join(known: ThirdPartyPackage, { at, hashes = [], stated }: PackageFacts): ThirdPartyPackage {
  const isNew = !known.occurrences.some((place) => place.path === at.path && place.line === at.line);
  const values = new Set(known.hashes?.map(({ value }) => value));
  const scopes = [...new Set([...(known.stated?.scopes ?? []), ...(stated?.scopes ?? [])])];
  return {
    ...known,
    occurrences: isNew ? [...known.occurrences, at] : known.occurrences,
    hashes: [...(known.hashes ?? []), ...hashes.filter(({ value }) => !values.has(value))],
    ...(stated !== undefined && { stated: { project: known.stated?.project ?? stated.project, scopes } }),
  };
}
