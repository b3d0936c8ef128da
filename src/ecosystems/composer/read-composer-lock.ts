import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { listField, textField } from '../formats/values.ts';
import { findInstallation } from './installation.ts';
import { linkPackages, type Links } from './link.ts';
import { manifestAt, toProject, unnamed, type ComposerManifest } from './manifest.ts';
import { nameLines } from './name-lines.ts';
import { toPackageSet } from './package-set.ts';
import { toPackages } from './to-packages.ts';

/** Reads composer.lock with the composer.json beside it. */
export const composerLockReader: Reader = {
  id: 'composer-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['composer.lock'],
  group: 'file',
  read: ofOneFile(readComposerLock),
};

function readComposerLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 1 });
  if (problem !== undefined) return unreadable(problem);
  const { root } = document;
  const [main, dev] = [listField(root, 'packages'), listField(root, 'packages-dev')];
  if (main === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no list of `packages`', { path: file.path, line: 1 }));
  }
  const directory = directoryOf(file.path);
  const decoded = manifestAt(joinPath(directory, 'composer.json'), group.fs);
  const manifest = decoded?.value;
  const { set, diagnostics } = toPackageSet(
    [
      { entries: main, scopeOf: () => 'runtime' },
      { entries: dev ?? [], scopeOf: () => 'dev' },
    ],
    { path: file.path, lines: nameLines(file.text()) },
  );
  const project = toRoot(file.path, manifest);
  const installation = findInstallation(joinPath(directory, manifest?.vendorDirectory ?? 'vendor'), group.fs);
  const made = toPackages(set, {
    path: file.path,
    root: directory,
    project: project.key,
    resolution: 'locked',
    fs: group.fs,
    locate: ({ entry }) => installation.locate(entry),
  });
  const links = linkPackages(set, project.key, manifest);
  const known = new Set([project.key, ...made.packages.map((item) => item.key)]);
  const stale =
    manifest === undefined ? [] : staleDiagnostics(manifest, links, { path: file.path, hash: textField(root, 'content-hash') });
  return {
    packages: [project, ...made.packages],
    edges: links.edges.filter((edge) => known.has(edge.from) && known.has(edge.to)),
    diagnostics: [
      ...document.diagnostics,
      ...(decoded?.problem === undefined ? [] : [decoded.problem]),
      ...(manifest?.diagnostics ?? []),
      ...diagnostics,
      ...made.diagnostics,
      ...stale,
    ],
    covers: [...(manifest === undefined ? [] : [manifest.path]), ...made.manifests],
    ...(stale[0] !== undefined && { stale: [{ path: file.path, reason: stale[0].message }] }),
  };
}

const ROOT = '__root__'; // Composer's own name of a root package without one

function toRoot(lockfile: string, manifest: ComposerManifest | undefined): FirstPartyPackage {
  const directory = directoryOf(lockfile);
  if (manifest !== undefined) return { ...toProject(manifest, ROOT), lockfile };
  return {
    kind: 'first-party',
    key: ROOT,
    path: directory,
    name: unnamed(directory),
    lockfile,
    occurrences: [{ path: lockfile }],
    licenses: [],
  };
}

function staleDiagnostics(
  manifest: ComposerManifest,
  { missing }: Links,
  lock: { readonly path: string; readonly hash: string | undefined },
): Diagnostic[] {
  if (missing.length === 0) return otherHash(manifest, lock);
  return missing.map(({ map, requirement }) => {
    const message = `\`${requirement.name}\` (${requirement.requirement}) in \`${map}\` is not in the lockfile`;
    return diagnostic('lockfile-stale', message, { path: manifest.path, line: manifest.lineOf(map, requirement.name) });
  });
}

// As `composer validate` sees it: a requirement was changed, and the package under it is still the one of before.
function otherHash(
  { path: manifestPath, contentHash: current }: ComposerManifest,
  { path, hash }: { readonly path: string; readonly hash: string | undefined },
): Diagnostic[] {
  if (hash === undefined || !/^[0-9a-f]{32}$/.test(hash) || current === undefined || current === hash) return [];
  return [diagnostic('lockfile-hash-differs', `its content-hash is not that of ${manifestPath}`, { path })];
}
