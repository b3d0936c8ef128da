import type { Ecosystem, LockfileCandidate, Reader } from '../ecosystems/ecosystem.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { byCodeUnit } from '../domain/order.ts';
import { directoryOf } from '../domain/path.ts';
import { isInventoried, type ProjectRole } from '../domain/project.ts';
import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { InputFile } from '../domain/snapshot.ts';
import { ClaimIndex } from './claims.ts';
import { KNOWN_FILES } from './known-files.ts';
import type { RoleDecision } from './roles.ts';

/** One call of one reader. */
export interface PlannedRead {
  readonly ecosystem: Ecosystem;
  readonly reader: Reader;
  readonly root: string;
  readonly paths: readonly string[];
}

/** What is read, in order (lockfiles, installed trees, manifests), and what is only counted. */
export interface Plan {
  readonly reads: readonly PlannedRead[];
  readonly setAside: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlanInput {
  readonly paths: readonly string[];
  /** Paths that are not UTF-8: a claimed one is a file that we know of and cannot read. */
  readonly unnameable?: readonly string[];
  readonly fs: ReadOnlyFs;
  readonly ecosystems: readonly Ecosystem[];
  readonly roleOf: (path: string) => RoleDecision;
  /** Roles that are read although they stay out by default. */
  readonly includeRoles: readonly ProjectRole[];
}

type Claim = { readonly ecosystem: { readonly id: string } } & (
  | { readonly ecosystem: Ecosystem; readonly reader: Reader }
  | { readonly reader?: never; readonly reason: string; readonly hint: string | undefined }
);

const KIND_ORDER = ['lockfile', 'installed', 'manifest'] as const;

/** Decides which reader reads which file. Every file that anybody knows ends in a read or in `setAside`. */
export function plan(input: PlanInput): Plan {
  const index = indexClaims(input.ecosystems);
  const setAside: InputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const claimed: { path: string; ecosystem: Ecosystem; reader: Reader }[] = [];
  for (const path of input.paths) {
    const claims = index.find(path);
    if (claims.length === 0) continue;
    const readers = claims.filter((claim) => claim.reader !== undefined);
    const first = readers[0] ?? bestOf(claims);
    if (first === undefined) continue;
    const { role, reason } = input.roleOf(projectDirectory(path, first.reader));
    // what an installed tree holds is other people's by nature, and is what the product runs with
    const isInstalled = role === 'vendored' && readers.some((claim) => claim.reader?.kind === 'installed');
    if (!isInstalled && !isPlanned(role, input)) {
      if (readers.length > 0 && readers.every((claim) => claim.reader?.speculative === true)) continue;
      setAside.push({
        path,
        ecosystem: first.ecosystem.id,
        state: 'excluded',
        role,
        reason,
        ...(first.reader && { reader: first.reader.id }),
      });
    } else if (first.reader === undefined) {
      setAside.push({ path, ecosystem: first.ecosystem.id, state: 'unsupported', role, reason: first.reason });
      diagnostics.push(diagnostic('format-unsupported', first.reason, { path, hint: first.hint }));
    } else {
      // several globs of one reader may fit one path
      const seen = new Set<Reader>();
      for (const claim of readers) {
        if (claim.reader === undefined || seen.has(claim.reader)) continue;
        // what lies in a vendored tree is no project of ours, whoever reads its manifests
        if (isInstalled && !isPlanned(role, input) && claim.reader.kind !== 'installed') continue;
        seen.add(claim.reader);
        claimed.push({ path, ecosystem: claim.ecosystem, reader: claim.reader });
      }
    }
  }
  for (const path of input.unnameable ?? []) {
    if (!index.find(path).some((claim) => claim.reader !== undefined)) continue;
    if (!isPlanned(input.roleOf(directoryOf(path)).role, input)) continue;
    diagnostics.push(
      diagnostic('path-not-utf8', 'the name of this file or of a folder above it is not UTF-8, so it was not read', {
        path,
        hint: 'rename it',
      }),
    );
  }
  const superseded = supersede(claimed, input, diagnostics);
  const readPaths = new Set(
    claimed.filter((item) => !superseded.has(`${item.reader.id}\n${item.path}`)).map((item) => item.path),
  );
  for (const { path, ecosystem, reader, reason } of superseded.values()) {
    if (readPaths.has(path)) continue; // by the better reader
    setAside.push({ path, ecosystem, reader, state: 'superseded', role: input.roleOf(directoryOf(path)).role, reason });
  }
  const reads = toReads(claimed.filter((item) => !superseded.has(`${item.reader.id}\n${item.path}`)));
  return { reads, setAside, diagnostics };
}

/** The directory whose role counts for a file that this reader reads. */
export function projectDirectory(path: string, reader: Reader | undefined): string {
  return reader?.projectOf?.(path) ?? directoryOf(path);
}

// The index finds by kind of glob first, so what an ecosystem says itself is picked out here.
function bestOf(claims: readonly Claim[]): Claim | undefined {
  return claims.find((claim) => 'readers' in claim.ecosystem) ?? claims[0];
}

function isPlanned(role: ProjectRole, input: PlanInput): boolean {
  return isInventoried(role) || input.includeRoles.includes(role);
}

// In the order in which they win: readers, what an ecosystem says that it cannot read, what is only known by name.
function indexClaims(ecosystems: readonly Ecosystem[]): ClaimIndex<Claim> {
  const index = new ClaimIndex<Claim>();
  for (const ecosystem of ecosystems)
    for (const reader of ecosystem.readers) for (const claim of reader.claims) index.add(claim, { ecosystem, reader });
  for (const ecosystem of ecosystems)
    for (const file of ecosystem.unsupported ?? []) index.add(file.claim, { ecosystem, reason: file.reason, hint: file.hint });
  for (const file of KNOWN_FILES)
    index.add(file.claim, {
      ecosystem: { id: file.ecosystem },
      reason: `${file.what}: no reader reads it yet`,
      hint: 'what it names is missing from the inventory',
    });
  return index;
}

interface Superseded {
  readonly path: string;
  readonly ecosystem: string;
  readonly reader: string;
  readonly reason: string;
}

function supersede(
  claimed: readonly { path: string; ecosystem: Ecosystem; reader: Reader }[],
  input: PlanInput,
  diagnostics: Diagnostic[],
): Map<string, Superseded> {
  const out = new Map<string, Superseded>();
  for (const items of byDirectory(claimed)) {
    for (const item of items) {
      const better = items.find((other) => other.reader.supersedes?.includes(item.reader.id));
      if (better !== undefined)
        out.set(`${item.reader.id}\n${item.path}`, {
          path: item.path,
          ecosystem: item.ecosystem.id,
          reader: item.reader.id,
          reason: `\`${better.path}\` takes precedence`,
        });
    }
    const choose = items[0]?.ecosystem.chooseLockfile;
    const candidates: LockfileCandidate[] = items
      .filter((item) => item.reader.kind === 'lockfile' && !out.has(`${item.reader.id}\n${item.path}`))
      .map((item) => ({ reader: item.reader.id, path: item.path }));
    if (choose === undefined || new Set(candidates.map((candidate) => candidate.reader)).size < 2) continue;
    const { chosen, reason } = choose(candidates, input.fs);
    for (const candidate of candidates) {
      if (candidate.path === chosen) continue;
      out.set(`${candidate.reader}\n${candidate.path}`, { ...candidate, ecosystem: items[0]?.ecosystem.id ?? '', reason });
      diagnostics.push(
        diagnostic('lockfile-conflict', `\`${chosen}\` is read, this one is not: ${reason}`, { path: candidate.path }),
      );
    }
  }
  return out;
}

function byDirectory<T extends { path: string; ecosystem: Ecosystem }>(claimed: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of claimed) {
    const key = `${item.ecosystem.id}\n${directoryOf(item.path)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups.values()];
}

function toReads(claimed: readonly { path: string; ecosystem: Ecosystem; reader: Reader }[]): PlannedRead[] {
  const groups = new Map<string, PlannedRead & { paths: string[] }>();
  for (const { path, ecosystem, reader } of claimed) {
    const root = reader.group === 'tree' ? '' : directoryOf(path);
    const key = reader.group === 'file' ? `${reader.id}\n${path}` : `${reader.id}\n${root}\n`;
    const known = groups.get(key);
    if (known !== undefined) known.paths.push(path);
    else groups.set(key, { ecosystem, reader, root, paths: [path] });
  }
  return [...groups.values()].toSorted(
    (a, b) =>
      KIND_ORDER.indexOf(a.reader.kind) - KIND_ORDER.indexOf(b.reader.kind) ||
      byCodeUnit(a.paths[0] ?? '', b.paths[0] ?? '') ||
      byCodeUnit(a.reader.id, b.reader.id),
  );
}
