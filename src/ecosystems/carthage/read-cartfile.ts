import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type PackageLocation,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { vcsOrigin } from '../formats/source-url.ts';
import { readTextLines } from '../formats/text-lines.ts';
import { entryKey, entryPurl, entryUrl, parseCartfile, type Cartfile, type CartfileEntry } from './cartfile.ts';

/** Reads Cartfile.resolved with the Cartfiles that say what the project asks for itself. */
export const cartfileReader: Reader = {
  id: 'carthage-cartfile',
  version: 1,
  kind: 'lockfile',
  claims: ['Cartfile.resolved', 'Cartfile', 'Cartfile.private'],
  group: 'directory',
  read: readDirectory,
};

function readDirectory(group: ReadGroup): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const [resolved, main, own] = ['Cartfile.resolved', 'Cartfile', 'Cartfile.private'].map((name) =>
    readOne(
      group.files.find((file) => baseName(file.path) === name),
      diagnostics,
    ),
  );
  const [first] = group.files;
  if (first === undefined || (resolved === undefined && main === undefined && own === undefined))
    return unreadable(...diagnostics);
  const project = toProject(group.root, first.path, resolved?.path);
  const packages = new Map<string, ThirdPartyPackage>();
  for (const entry of resolved?.entries ?? []) {
    const made = toPackage(entry, { path: resolved?.path ?? '', project: project.key, group });
    if (made !== undefined) packages.set(made.key, made);
  }
  const edges: LockedEdge[] = [];
  const stale: Diagnostic[] = [];
  for (const [file, scope] of [[main, 'runtime'] as const, [own, 'dev'] as const]) {
    for (const entry of file?.entries ?? []) {
      const key = entryKey(entry);
      const at = { path: file?.path ?? '', line: entry.line };
      if (!packages.has(key)) {
        if (resolved !== undefined)
          stale.push(diagnostic('lockfile-stale', `\`${entry.location}\` is not in ${resolved.path}`, at));
        const declared = toDeclared(entry, at);
        if (declared === undefined) continue;
        packages.set(key, declared);
      }
      edges.push({ from: project.key, to: key, scope, ...(entry.detail !== '' && { requirement: entry.detail }) });
    }
  }
  if (resolved === undefined && packages.size > 0) {
    const hint = 'run `carthage update --no-build` and commit Cartfile.resolved';
    const message = `no Cartfile.resolved gives the versions of its ${packages.size} dependencies`;
    diagnostics.push(diagnostic('lockfile-missing', message, { path: first.path, hint }));
  }
  return {
    packages: [project, ...packages.values()],
    edges,
    diagnostics: [...diagnostics, ...stale],
    ...(stale[0] !== undefined && resolved !== undefined && { stale: [{ path: resolved.path, reason: stale[0].message }] }),
  };
}

function readOne(file: ClaimedFile | undefined, diagnostics: Diagnostic[]): (Cartfile & { readonly path: string }) | undefined {
  if (file === undefined) return undefined;
  const isLock = file.path.endsWith('.resolved');
  const { value: lines, problem } = readTextLines(file, isLock ? 'lockfile-unparsable' : 'manifest-unparsable');
  if (problem !== undefined) {
    diagnostics.push(problem);
    return undefined;
  }
  const cartfile = parseCartfile(lines);
  const code = isLock ? 'lockfile-entry-invalid' : 'manifest-entry-invalid';
  for (const line of cartfile.badLines)
    diagnostics.push(diagnostic(code, 'a line that is no dependency', { path: file.path, line }));
  return { ...cartfile, path: file.path };
}

function toProject(directory: string, source: string, lockfile: string | undefined): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: 'project',
    path: directory,
    name: directory.slice(directory.lastIndexOf('/') + 1) || '.',
    ...(lockfile !== undefined && { lockfile }),
    occurrences: [{ path: source }],
    licenses: [],
  };
}

interface LockContext {
  readonly path: string;
  readonly project: string;
  readonly group: ReadGroup;
}

function toPackage(entry: CartfileEntry, { path, project, group }: LockContext): ThirdPartyPackage | undefined {
  const purl = entryPurl(entry, entry.detail === '' ? undefined : entry.detail);
  if (purl === undefined) return undefined;
  const installed = checkout(entry, group);
  return {
    kind: 'third-party',
    key: entryKey(entry),
    purl,
    resolution: entry.detail === '' ? 'declared' : 'locked',
    occurrences: [{ path, line: entry.line }],
    origins:
      entry.kind === 'binary'
        ? /^https?:/i.test(entry.location)
          ? [{ kind: 'download', url: entry.location }]
          : []
        : [vcsOrigin(entryUrl(entry), entry.detail)],
    ...(installed.length > 0 && { installed }),
    stated: { project, scopes: ['unknown'] },
  };
}

function toDeclared(entry: CartfileEntry, at: { readonly path: string; readonly line: number }): ThirdPartyPackage | undefined {
  const purl = entryPurl(entry, undefined);
  if (purl === undefined) return undefined;
  const requirement = entry.detail === '' ? {} : { requirement: entry.detail };
  return { kind: 'third-party', key: entryKey(entry), purl, resolution: 'declared', occurrences: [at], ...requirement };
}

// `Carthage/Checkouts/<name>`
function checkout({ kind, location }: CartfileEntry, { root, fs }: ReadGroup): PackageLocation[] {
  const name = /([^/:]+?)(?:\.git)?\/?$/.exec(location)?.[1] ?? '';
  const path = `${root === '' ? '' : `${root}/`}Carthage/Checkouts/${name}`;
  return kind !== 'binary' && name !== '' && fs.stat(path)?.kind === 'directory'
    ? [{ root: 'tree', path, format: 'directory' }]
    : [];
}
