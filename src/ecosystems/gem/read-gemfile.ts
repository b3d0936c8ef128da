import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { vcsUrl } from '../formats/source-url.ts';
import { gemPurl, isDefaultRemote } from './gem-purl.ts';
import { readGemfile, type Gemfile, type GemfileEntry } from './gemfile.ts';
import { readGemspec, type Gemspec } from './gemspec.ts';
import { localDirectory, localGems, toProject, type LocalGems } from './local-gems.ts';
import { entryScopes } from './scopes.ts';

/** Gemfiles and gemspecs that no lockfile explains: what they ask for, with no version invented. */
export const gemManifestReader: Reader = {
  id: 'gem-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['Gemfile', 'gems.rb', '*.gemfile', '*.gemspec'],
  group: 'tree',
  read: readManifests,
};

function readManifests(group: ReadGroup): ReadResult {
  const output: Output = { packages: new Map(), edges: [], diagnostics: [], local: localGems(group.paths, group.fs) };
  for (const file of group.files) {
    if (group.covered.has(file.path)) continue;
    if (file.path.endsWith('.gemspec')) addGemspec(readGemspec(file), output);
    else addGemfile(file, readGemfile(file, group.fs), output);
  }
  const { packages, edges, diagnostics } = output;
  return { packages: [...packages.values()], edges, diagnostics };
}

interface Output {
  readonly packages: Map<string, LockedPackage>;
  readonly edges: LockedEdge[];
  readonly diagnostics: Diagnostic[];
  readonly local: LocalGems;
}

function addGemspec(gemspec: Gemspec, output: Output): void {
  output.packages.set(gemspec.path, toProject(gemspec, gemspec.path));
  const from = gemspec.path;
  for (const { name, requirement, kind, line } of gemspec.dependencies) {
    const scope = kind === 'runtime' ? 'runtime' : 'dev';
    addDeclared(
      { name, ...(requirement !== undefined && { requirement }), from, scopes: [scope], path: gemspec.path, line },
      output,
    );
  }
  for (const line of gemspec.dynamic) addDynamic(gemspec.path, line, output);
}

function addGemfile(file: ClaimedFile, gemfile: Gemfile, output: Output): void {
  output.packages.set(file.path, toRoot(file.path));
  for (const { path, line } of gemfile.dynamic) addDynamic(path, line, output);
  for (const { directory, name } of gemfile.gemspecs) {
    for (const gemspec of output.local.in(directory)) {
      if (name !== undefined && gemspec.name !== name) continue;
      if (!output.packages.has(gemspec.path)) output.packages.set(gemspec.path, toProject(gemspec, gemspec.path));
      output.edges.push({ from: file.path, to: gemspec.path, scope: 'runtime' });
    }
  }
  let unlocked = 0;
  for (const gem of gemfile.gems) {
    if (gem.localPath !== undefined) addLocal(gem, file.path, output);
    else if (
      addDeclared({ ...gem, from: file.path, scopes: entryScopes(gem), path: gem.file, qualifiers: qualifiersOf(gem) }, output)
    )
      unlocked += 1;
  }
  if (unlocked === 0) return;
  const hint = 'run `bundle lock` and commit the lockfile';
  const message = `no lockfile gives the versions of its ${unlocked} gems`;
  output.diagnostics.push(diagnostic('lockfile-missing', message, { path: file.path, hint }));
}

function addLocal(gem: GemfileEntry, from: string, output: Output): void {
  const directory = localDirectory(directoryOf(gem.file), gem.localPath ?? '.');
  const gemspec = directory === undefined ? undefined : output.local.find(gem.name, directory);
  if (gemspec === undefined) return;
  if (!output.packages.has(gemspec.path)) output.packages.set(gemspec.path, toProject(gemspec, gemspec.path));
  for (const scope of entryScopes(gem)) output.edges.push({ from, to: gemspec.path, scope });
}

interface Declared {
  readonly name: string;
  readonly requirement?: string;
  readonly from: string;
  readonly scopes: readonly Scope[];
  readonly path: string;
  readonly line: number;
  readonly qualifiers?: Readonly<Record<string, string>>;
}

function addDeclared(gem: Declared, output: Output): boolean {
  const purl = gemPurl({ name: gem.name, ...(gem.qualifiers !== undefined && { qualifiers: gem.qualifiers }) });
  const { requirement, path, line } = gem;
  if (purl === undefined) {
    const message = `\`${gem.name.slice(0, 200)}\` is not the name of a gem`;
    output.diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line }));
    return false;
  }
  const key = `${gem.from}\n${gem.name}\n${line}`;
  const wanted = requirement === undefined ? {} : { requirement };
  output.packages.set(key, { kind: 'third-party', key, purl, resolution: 'declared', occurrences: [{ path, line }], ...wanted });
  for (const scope of gem.scopes) output.edges.push({ from: gem.from, to: key, scope, ...wanted });
  return true;
}

function addDynamic(path: string, line: number, output: Output): void {
  const message = 'a dependency whose name only Ruby could compute';
  output.diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line }));
}

function qualifiersOf({ git, source }: GemfileEntry): Record<string, string> {
  if (git !== undefined) return { vcs_url: vcsUrl(git, undefined) };
  return source === undefined || isDefaultRemote(source) ? {} : { repository_url: source };
}

function toRoot(path: string): FirstPartyPackage {
  const directory = directoryOf(path);
  const name = directory.slice(directory.lastIndexOf('/') + 1) || '.';
  const own = /^(?:Gemfile|gems\.rb)$/.test(baseName(path)) ? name : baseName(path).replace(/\.gemfile$/, '');
  return { kind: 'first-party', key: path, path: directory, name: own, manifest: path, occurrences: [{ path }], licenses: [] };
}
