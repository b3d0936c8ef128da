import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { gemPurl } from './gem-purl.ts';
import { readGemspec, type Gemspec } from './gemspec.ts';
import { findInstalled, fullName } from './installed-gems.ts';

/** Specifications of gems installed into the repository (`bundle install --path vendor/bundle`), where no lockfile says more. */
export const gemSpecificationsReader: Reader = {
  id: 'gem-specifications',
  version: 1,
  kind: 'installed',
  claims: ['specifications/*.gemspec'],
  supersedes: ['gem-manifest'],
  group: 'directory',
  projectOf: (path) => projectOf(directoryOf(path)),
  read: readSpecifications,
};

// `<project>/vendor/bundle/ruby/3.2.0/specifications`, or a gem home anywhere else
function projectOf(directory: string): string {
  return directory
    .replace(/(?:^|\/)(?:vendor\/(?:bundle|cache)|\.bundle|vendor)(?:\/.*)?$/, '')
    .replace(/(?:^|\/)specifications$/, '');
}

function readSpecifications(group: ReadGroup): ReadResult {
  const project = projectOf(group.root);
  const lockfiles = ['Gemfile.lock', 'gems.locked'];
  if (lockfiles.some((name) => group.fs.stat(joinPath(project, name) ?? '')?.kind === 'file')) return unreadable();
  const home = directoryOf(group.root);
  const specs = group.files.map((file) => ({ file, gemspec: readGemspec(file) }));
  const byName = new Map<string, string>();
  const packages = new Map<string, ThirdPartyPackage>();
  const diagnostics = [];
  for (const { file, gemspec } of specs) {
    const made = toPackage(file, gemspec, { home, group });
    if (made === undefined)
      diagnostics.push(diagnostic('manifest-unparsable', 'a specification without name and version', { path: file.path }));
    else if (!packages.has(made.key)) {
      packages.set(made.key, made);
      byName.set(gemspec.name ?? '', made.key);
    }
  }
  const edges = specs.flatMap(({ gemspec }): LockedEdge[] => {
    const from = byName.get(gemspec.name ?? '');
    if (from === undefined) return [];
    return gemspec.dependencies.flatMap(({ name, requirement, kind }): LockedEdge[] => {
      const to = byName.get(name);
      if (to === undefined || kind === 'development' || to === from) return [];
      return [{ from, to, scope: 'runtime', ...(requirement !== undefined && { requirement }) }];
    });
  });
  return { packages: [...packages.values()], edges, diagnostics };
}

function toPackage(
  file: ClaimedFile,
  { name, version, platform, summary, licenses }: Gemspec,
  { home, group }: { readonly home: string; readonly group: ReadGroup },
): ThirdPartyPackage | undefined {
  if (name === undefined || version === undefined) return undefined;
  const purl = gemPurl({ name, version, platform });
  if (purl === undefined) return undefined;
  const installed = findInstalled([{ fs: group.fs, root: 'tree', path: home }], fullName(name, version, platform));
  return {
    kind: 'third-party',
    key: fullName(name, version, platform),
    purl,
    resolution: 'installed',
    ...(summary !== undefined && { description: summary }),
    occurrences: [{ path: file.path }],
    licenses,
    ...(installed.length > 0 && { installed }),
    ...(platform !== undefined && { platforms: [platform] }),
  };
}
