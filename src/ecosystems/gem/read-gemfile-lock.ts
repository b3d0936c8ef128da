import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { readGemfile, type Gemfile } from './gemfile.ts';
import type { Gemspec } from './gemspec.ts';
import { checksumHashes, specOrigins, specPurl } from './gem-purl.ts';
import { findInstalled, fullName, gemHomes, specifiedLicenses, type GemHome } from './installed-gems.ts';
import { localDirectory, localGems, toProject, type LocalGems } from './local-gems.ts';
import { readGemfileLock, type GemfileLock, type LockedSpec } from './lockfile.ts';
import { dependencyScopes } from './scopes.ts';
import { variantIndex, type VariantIndex } from './variants.ts';

/** Reads Gemfile.lock with the Gemfile and the gemspecs it is made of. */
export const gemfileLockReader: Reader = {
  id: 'gemfile-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['Gemfile.lock', '*.gemfile.lock', 'Gemfile.*.lock'],
  group: 'file',
  read: readGroup,
};

/** The same under its newer name; Bundler ignores Gemfile.lock beside it. */
export const gemsLockedReader: Reader = {
  ...gemfileLockReader,
  id: 'gems-locked',
  claims: ['gems.locked'],
  supersedes: [gemfileLockReader.id],
};

function readGroup(group: ReadGroup): ReadResult {
  const [file] = group.files;
  return file === undefined ? unreadable() : readLock(file, group);
}

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: lock, problem } = readGemfileLock(file);
  if (problem !== undefined) return unreadable(problem);
  const manifest = fileBeside(manifestPath(file.path), group.fs);
  const gemfile = manifest?.value === undefined ? undefined : readGemfile(manifest.value, group.fs);
  const directory = directoryOf(file.path);
  const context: LockContext = {
    lockfile: file.path,
    directory,
    lock,
    gemfile,
    local: localGems(group.paths, group.fs),
    homes: gemHomes(directory, group.fs, group.caches),
    diagnostics: [],
  };
  const packages = new Map<string, LockedPackage>();
  for (const spec of lock.specs) {
    const made = toPackage(spec, context);
    if (made === undefined) continue;
    if (packages.has(made.key))
      context.diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${made.key}\` stands twice`, at(spec, context)));
    else packages.set(made.key, made);
  }
  const variants = variantIndex(lock.specs.filter((spec) => packages.has(keyOf(spec))));
  const root = toRoot(context);
  const edges = [...rootEdges(root.key, variants, context), ...specEdges(variants, context)];
  const stale = staleDiagnostics(context);
  const manifests = [...packages.values()].flatMap((item) => (item.kind === 'first-party' ? (item.manifest ?? []) : []));
  return {
    packages: [root, ...packages.values()],
    edges,
    diagnostics: [
      ...lock.diagnostics,
      ...(manifest?.problem === undefined ? [] : [manifest.problem]),
      ...context.diagnostics,
      ...stale,
    ],
    covers: [manifestPath(file.path), ...manifests],
    ...(stale[0] !== undefined && { stale: [{ path: file.path, reason: stale[0].message }] }),
  };
}

interface LockContext {
  readonly lockfile: string;
  readonly directory: string;
  readonly lock: GemfileLock;
  readonly gemfile: Gemfile | undefined;
  readonly local: LocalGems;
  readonly homes: readonly GemHome[];
  readonly diagnostics: Diagnostic[];
}

// `Gemfile.lock` locks `Gemfile`, `rails6.gemfile.lock` locks `rails6.gemfile`, `gems.locked` locks `gems.rb`
function manifestPath(lockfile: string): string {
  return lockfile.endsWith('gems.locked') ? lockfile.replace(/gems\.locked$/, 'gems.rb') : lockfile.replace(/\.lock$/, '');
}

export function keyOf(spec: LockedSpec): string {
  return fullName(spec.name, spec.version, spec.platform);
}

function at(spec: { readonly line: number }, context: LockContext): { path: string; line: number } {
  return { path: context.lockfile, line: spec.line };
}

function toPackage(spec: LockedSpec, context: LockContext): LockedPackage | undefined {
  if (spec.source.kind === 'PATH') return toLocalPackage(spec, context);
  const purl = specPurl(spec);
  if (purl === undefined) {
    context.diagnostics.push(
      diagnostic('lockfile-entry-invalid', `\`${spec.name.slice(0, 200)}\` is not the name of a gem`, at(spec, context)),
    );
    return undefined;
  }
  const installed = findInstalled(context.homes, keyOf(spec));
  const checksums = context.lock.checksums.get(
    `${spec.name} (${spec.version}${spec.platform === undefined ? '' : `-${spec.platform}`})`,
  );
  const { kind, remotes } = spec.source;
  return {
    kind: 'third-party',
    key: keyOf(spec),
    purl,
    resolution: 'locked',
    occurrences: [at(spec, context)],
    hashes: checksumHashes(checksums ?? []),
    origins: specOrigins(spec.source),
    licenses: specifiedLicenses(context.homes, keyOf(spec)),
    ...(installed.length > 0 && { installed }),
    ...(spec.platform !== undefined && { platforms: [spec.platform] }),
    ...(kind === 'GEM' &&
      remotes.length > 1 && { properties: { 'licet:gem:remotes': 'several: the lockfile does not say which one' } }),
  };
}

// A path that leads out of the scanned directory is somebody's project all the same, and stands where the lockfile stands.
function toLocalPackage(spec: LockedSpec, context: LockContext): FirstPartyPackage {
  const directory = localDirectory(context.directory, spec.source.remotes[0] ?? '.');
  const gemspec = directory === undefined ? undefined : context.local.find(spec.name, directory);
  const project = gemspec === undefined ? undefined : toProject(gemspec, keyOf(spec));
  return {
    kind: 'first-party',
    key: keyOf(spec),
    path: directory ?? context.directory,
    type: 'library',
    licenses: [],
    ...project,
    name: spec.name,
    version: spec.version,
    lockfile: context.lockfile,
    occurrences: [at(spec, context), ...(project?.occurrences ?? [])],
  };
}

const ROOT = 'Gemfile'; // no gem is called so: it would have a version behind it

// A Gemfile has no name of its own.
function toRoot({ lockfile, directory, gemfile }: LockContext): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: ROOT,
    path: directory,
    name: directory.slice(directory.lastIndexOf('/') + 1) || '.',
    ...(gemfile !== undefined && { manifest: gemfile.path }),
    lockfile,
    occurrences: [{ path: gemfile?.path ?? lockfile }],
    licenses: [],
  };
}

function rootEdges(root: string, variants: VariantIndex, context: LockContext): LockedEdge[] {
  const gemspecs = ownGemspecs(context);
  return context.lock.dependencies.flatMap(({ name, requirement, line }) => {
    const targets = variants.of(name);
    const entry = context.gemfile?.gems.find((gem) => gem.name === name);
    if (targets.length === 0 && name !== 'bundler' && entry?.conditional !== true) {
      const message = `the project depends on \`${name}\`, which is not locked`;
      context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: context.lockfile, line }));
    }
    const scopes = dependencyScopes(name, context.gemfile, gemspecs);
    return targets.flatMap((target) =>
      scopes.map((scope) => ({ from: root, to: keyOf(target), scope, ...(requirement !== undefined && { requirement }) })),
    );
  });
}

// What `gemspec` in the Gemfile takes in.
function ownGemspecs({ gemfile, local }: LockContext): Gemspec[] {
  return (gemfile?.gemspecs ?? []).flatMap(({ directory, name }) =>
    local
      .in(directory)
      .filter((gemspec) => name === undefined || gemspec.name === name || gemspec.path.endsWith(`${name}.gemspec`)),
  );
}

function specEdges(variants: VariantIndex, context: LockContext): LockedEdge[] {
  return variants.all.flatMap((spec) =>
    spec.dependencies.flatMap(({ name, requirement }): LockedEdge[] => {
      const targets = variants.of(name, spec.platform);
      if (targets.length === 0 && name !== 'bundler') {
        const message = `\`${spec.name}\` depends on \`${name}\`, which is not locked`;
        context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, at(spec, context)));
      }
      return targets.map((target) => ({
        from: keyOf(spec),
        to: keyOf(target),
        scope: 'runtime',
        ...(requirement !== undefined && { requirement }),
      }));
    }),
  );
}

function staleDiagnostics({ gemfile, lock, lockfile }: LockContext): Diagnostic[] {
  if (gemfile === undefined) return [];
  const known = new Set(lock.dependencies.map(({ name }) => name));
  return gemfile.gems
    .filter((gem) => !gem.conditional && !known.has(gem.name))
    .map((gem) => {
      const message = `\`${gem.name}\` is declared, and ${lockfile} does not know it`;
      return diagnostic('lockfile-stale', message, { path: gem.file, line: gem.line });
    });
}
