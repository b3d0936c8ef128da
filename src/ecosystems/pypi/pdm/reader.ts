import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../../domain/read-result.ts';
import { sortScopes, type Scope } from '../../../domain/scope.ts';
import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ClaimedFile, Reader, ReadGroup } from '../../ecosystem.ts';
import { ofOneFile } from '../../formats/one-file.ts';
import { coveredManifest, groupByName, lockContext, ownProject, toPackage, toStale, type LockContext } from '../locks/rows.ts';
import { noteOtherHash } from '../locks/manifest-hash.ts';
import { manifestEdges, withStated } from '../locks/stated.ts';
import type { PythonManifest } from '../manifest.ts';
import { foldName } from '../names.ts';
import { fits } from '../specifier.ts';
import { pdmContentHashes } from './content-hash.ts';
import { readPdmLock, type PdmRow } from './decode.ts';

/** Reads pdm.lock with the pyproject.toml beside it, which alone knows what the project itself asks for. */
export const pdmLockReader: Reader = {
  id: 'pdm-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['pdm.lock'],
  group: 'file',
  read: ofOneFile(readLock),
};

type ByName = ReadonlyMap<string, readonly PdmRow[]>;

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: lock, problem } = readPdmLock(file);
  if (problem !== undefined) return unreadable(problem);
  const context = lockContext(file.path, group.fs);
  const manifest = coveredManifest(context.directory, context);
  const packages = lock.rows.flatMap((row): LockedPackage[] => {
    const found = toPackage(row, context);
    return found === undefined ? [] : [withStated(found, statedScopes(row, manifest))];
  });
  const known = new Set(packages.map((item) => item.key));
  const byName = groupByName(lock.rows);
  const edges = [
    ...manifestEdges(manifest, { byName, keysOf: (row, extras) => keysOf(row, extras, byName) }, context),
    ...lock.rows.flatMap((row) => toEdges(row, byName, context)),
  ];
  noteOtherHash({ manifest: 'pyproject.toml', locked: lock.contentHash, current: pdmContentHashes }, context);
  return {
    packages: [ownProject(manifest, context), ...packages],
    edges: edges.filter((edge) => (edge.from === '' || known.has(edge.from)) && known.has(edge.to)),
    diagnostics: [...lock.diagnostics, ...context.diagnostics, ...context.stale],
    covers: [...context.covers],
    stale: toStale(context),
  };
}

// `default` is what the project always needs; among the other groups only the manifest tells extras from development.
function statedScopes({ groups }: PdmRow, manifest: PythonManifest | undefined): readonly Scope[] {
  if (groups.length === 0) return ['unknown'];
  return sortScopes(
    groups.map((group) => {
      if (group === 'default') return 'runtime';
      return manifest?.extras.has(foldName(group)) === true ? 'optional' : 'dev';
    }),
  );
}

function toEdges(row: PdmRow, byName: ByName, context: LockContext): LockedEdge[] {
  return row.dependencies.flatMap(({ name, extras, specifier, url, marker }) => {
    const named = byName.get(foldName(name)) ?? [];
    const versions = named.length < 2 || url !== undefined ? named : named.filter((target) => isWanted(target, specifier));
    if (versions.length === 0 && marker === undefined) {
      const message = `\`${row.name}\` depends on \`${name}\`, which the lockfile does not hold`;
      context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: context.lockfile, line: row.line }));
    }
    const targets = [...new Set(versions.flatMap((target) => keysOf(target, extras, byName)))];
    return targets.map((to) => ({
      from: row.key,
      to,
      scope: 'runtime',
      ...(specifier !== undefined && { requirement: specifier }),
    }));
  });
}

function isWanted(row: PdmRow, specifier: string | undefined): boolean {
  if (row.version === undefined || specifier === undefined) return true;
  return fits(row.version, { syntax: 'pep440', text: specifier });
}

// The row itself when it is the plain one, and the rows of the same version for the extras that are asked for.
function keysOf(row: PdmRow, extras: readonly string[], byName: ByName): readonly string[] {
  const wanted = new Set(extras.map(foldName));
  const rows = (byName.get(foldName(row.name)) ?? []).filter((other) => other.version === row.version);
  const plain = rows.filter((other) => other.extras.length === 0);
  const withExtras = rows.filter((other) => other.extras.some((extra) => wanted.has(extra)));
  const chosen = [...plain, ...withExtras];
  return (chosen.length === 0 ? rows : chosen).map((other) => other.key);
}
