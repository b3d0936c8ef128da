import { createHash } from 'node:crypto';
import { by, byCodeUnit } from '../domain/order.ts';
import type { ProjectRole } from '../domain/project.ts';
import type { InputFile, Snapshot, Source } from '../domain/snapshot.ts';
import { FileProblem, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import { plan, projectDirectory, type PlannedRead } from '../discover/plan.ts';
import { roleClassifier, type RoleDecision, type RoleOverrides } from '../discover/roles.ts';
import { unreadable, type ReadResult } from '../domain/read-result.ts';
import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import type { ComponentGraph, ReadOutcome } from '../domain/component-graph.ts';
import { merge } from '../graph/merge.ts';
import { settleSboms } from '../graph/settle-sboms.ts';
import { withOwnLicensing } from '../licenses/own/own-licensing.ts';
import { readOwnStatements } from '../licenses/own/own-statements.ts';
import { readReuseTree } from '../licenses/own/reuse-tree.ts';
import { failedPaths, readAll } from './read.ts';
import { resolveLicenses } from './resolve-licenses.ts';
import type { OpenedTree, ScanServices } from './services.ts';

export interface ScanRequest {
  readonly path: string;
  /** What is looked for; a function is asked once it is known which files there are. */
  readonly ecosystems: readonly Ecosystem[] | ((paths: readonly string[]) => Promise<readonly Ecosystem[]>);
  /** Roles that are inventoried although they stay out by default. */
  readonly includeRoles: readonly ProjectRole[];
  /** What people said about the roles of projects. */
  readonly roleOverrides?: RoleOverrides;
  /** Licenses are resolved anew, whatever `licet.licenses.lock` says. */
  readonly ignoreLicenseLock?: boolean;
  readonly scanner: { readonly name: string; readonly version: string };
}

/** Files -> facts: the whole of `licet scan` before any output. */
export async function scan(request: ScanRequest, services: ScanServices): Promise<Snapshot> {
  services.progress.stage('discover');
  const tree = await services.open(request.path);
  const roleOf = roleClassifier({
    ...(request.roleOverrides && { overrides: request.roleOverrides }),
    ...(tree.embedded && { embedded: tree.embedded }),
  });
  const ecosystems =
    typeof request.ecosystems === 'function'
      ? await request.ecosystems([...tree.paths, ...(tree.unnameable ?? [])])
      : request.ecosystems;
  const { reads, setAside, diagnostics } = plan({
    paths: tree.paths,
    ...(tree.unnameable && { unnameable: tree.unnameable }),
    fs: tree.fs,
    ecosystems,
    roleOf,
    includeRoles: request.includeRoles,
  });
  services.progress.stage('read', reads.length);
  const outcomes = await readAll(reads, { fs: tree.fs, paths: tree.paths, caches: services.caches }, () =>
    services.progress.tick(),
  );
  services.progress.stage('merge');
  const graph = merge(settleSboms(outcomes), roleOf);
  const { reuse, diagnostics: unreadReuse } = readReuseTree(tree.paths, tree.fs);
  const own = { paths: tree.paths, fs: tree.fs, roleOf, reuse, identifier: services.textIdentifier?.() };
  const statements = await readOwnStatements(graph.projects, own);
  const ignoreLock = request.ignoreLicenseLock === true;
  const licensed = await resolveLicenses({ graph, tree, ecosystems, ignoreLock, statements }, services);
  const projects = await withOwnLicensing(graph.projects, own);
  const covered = coveredBy(outcomes);
  const inputs = [
    ...setAside.map((input) => explained(input, covered, tree.fs)),
    ...describeInputs({ reads, outcomes, fs: tree.fs, roleOf }),
    ...licensed.inputs,
  ].toSorted(by((input) => `${input.path}\n${input.reader ?? ''}`));
  return {
    schema: 'licet-snapshot/1',
    source: describeSource({ request, tree, graph, inputs, sourceDate: services.sourceDate }),
    projects,
    components: licensed.components,
    edges: graph.edges,
    inputs,
    diagnostics: [
      ...tree.diagnostics,
      ...diagnostics.filter((item) => item.code !== 'format-unsupported' || !covered.has(item.path ?? '')),
      ...outcomes.flatMap((outcome) => outcome.result.diagnostics),
      ...graph.diagnostics,
      ...licensed.diagnostics,
      ...unreadReuse,
    ].toSorted(
      (a, b) =>
        byCodeUnit(a.path ?? '', b.path ?? '') ||
        (a.line ?? 0) - (b.line ?? 0) ||
        byCodeUnit(a.code, b.code) ||
        byCodeUnit(a.message, b.message),
    ),
    caches: services.caches.used(),
  };
}

interface ReadFacts {
  readonly reads: readonly PlannedRead[];
  readonly outcomes: readonly ReadOutcome[];
  readonly fs: ReadOnlyFs;
  readonly roleOf: (directory: string) => RoleDecision;
}

function describeInputs({ reads, outcomes, fs, roleOf }: ReadFacts): InputFile[] {
  const failed = failedPaths(outcomes);
  const stale = new Map(outcomes.flatMap((outcome) => (outcome.result.stale ?? []).map((item) => [item.path, item.reason])));
  return reads.flatMap((read, index) => {
    const paths = read.reader.speculative === true ? evidencePaths(outcomes[index]?.result) : read.paths;
    return paths.map((path) => {
      const reason = stale.get(path);
      const state = failed.has(path) ? 'failed' : reason === undefined ? 'parsed' : 'stale';
      const sha256 = digestOf(path, fs);
      return {
        path,
        ...(sha256 !== undefined && { sha256 }),
        ecosystem: read.ecosystem.id,
        reader: read.reader.id,
        state,
        role: roleOf(projectDirectory(path, read.reader)).role,
        ...(state === 'stale' && reason !== undefined && { reason }),
      } as const;
    });
  });
}

/** The files that a result rests on: of wide claims, these are the ones that hold something. */
function evidencePaths({ packages, diagnostics }: ReadResult = unreadable()): string[] {
  const paths = [...packages.flatMap((item) => item.occurrences), ...diagnostics].map(({ path }) => path ?? '');
  return [...new Set(paths)].filter((path) => path !== '').toSorted(byCodeUnit);
}

function coveredBy(outcomes: readonly ReadOutcome[]): ReadonlyMap<string, ReadOutcome> {
  return new Map(outcomes.flatMap((outcome) => (outcome.result.covers ?? []).map((path) => [path, outcome] as const)));
}

/** A file that no reader claims and that the reader of another one, a lockfile, read along with it. */
function explained(input: InputFile, covered: ReadonlyMap<string, ReadOutcome>, fs: ReadOnlyFs): InputFile {
  const outcome = input.state === 'unsupported' ? covered.get(input.path) : undefined;
  if (outcome === undefined) return input;
  const sha256 = digestOf(input.path, fs);
  const { path, role } = input;
  const { ecosystem, reader } = outcome;
  return { path, ...(sha256 !== undefined && { sha256 }), ecosystem, reader, state: 'parsed', role };
}

function digestOf(path: string, fs: ReadOnlyFs): string | undefined {
  try {
    const bytes = fs.bytes(path);
    return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}

interface SourceFacts {
  readonly request: ScanRequest;
  readonly tree: OpenedTree;
  readonly graph: ComponentGraph;
  readonly inputs: readonly InputFile[];
  readonly sourceDate: string | undefined;
}

function describeSource({ request, tree, graph, inputs, sourceDate }: SourceFacts): Source {
  const { git } = tree;
  const digest = createHash('sha256');
  for (const input of inputs) digest.update(`${input.path}\u0000${input.sha256 ?? ''}\n`);
  const time = sourceDate ?? git?.commitTime;
  return {
    name: repositoryName(git?.originUrl) ?? rootProjectName(graph) ?? tree.directoryName,
    ...(git?.originUrl !== undefined && { repository: git.originUrl }),
    ...(git?.commit !== undefined && { commit: git.commit }),
    treeDigest: digest.digest('hex'),
    // A file that is read and not committed makes the commit say less than what was scanned.
    dirty: git !== undefined && (git.dirty || inputs.some((input) => tree.untracked?.has(input.path) === true)),
    ...(time !== undefined && { time }),
    scanner: request.scanner,
    config: {
      includeRoles: request.includeRoles.join(','),
      roleOverrides: (request.roleOverrides ?? []).map((item) => `${item.glob}=${item.role}`).join(','),
    },
  };
}

function repositoryName(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /([^/:]+?)(?:\.git)?\/?$/.exec(url)?.[1];
}

function rootProjectName(graph: ComponentGraph): string | undefined {
  return graph.projects.find((project) => project.path === '')?.name;
}
