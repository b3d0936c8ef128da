import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readCall, textOption, textsOf } from '../formats/ruby/calls.ts';
import { rubyStatements } from '../formats/ruby/statements.ts';
import { rubyTokens } from '../formats/ruby/tokens.ts';
import { podPurl } from './pod-purl.ts';
import { rootPod, type PodSource } from './podfile-lock.ts';
import { readPodspec, toProject } from './podspec.ts';

/** Podfiles and podspecs that no lockfile explains: what they ask for in literals, with no version invented. */
export const podfileReader: Reader = {
  id: 'cocoapods-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['Podfile', '*.podspec'],
  group: 'tree',
  read: readManifests,
};

function readManifests(group: ReadGroup): ReadResult {
  const output: Output = { packages: new Map(), edges: [], diagnostics: [], known: new Set(group.files.map(({ path }) => path)) };
  for (const file of group.files) {
    if (group.covered.has(file.path)) continue;
    if (file.path.endsWith('.podspec')) addPodspec(file, output);
    else addPodfile(file, output);
  }
  const { packages, edges, diagnostics } = output;
  return { packages: [...packages.values()], edges: edges.filter(({ to }) => packages.has(to)), diagnostics };
}

interface Output {
  readonly packages: Map<string, LockedPackage>;
  readonly edges: LockedEdge[];
  readonly diagnostics: Diagnostic[];
  readonly known: ReadonlySet<string>;
}

function addPodspec(file: ClaimedFile, output: Output): void {
  const podspec = readPodspec(file);
  output.packages.set(file.path, toProject(podspec, file.path));
  for (const { name, requirement, line, isTest } of podspec.dependencies) {
    // a subspec that needs another subspec of its own pod
    if (rootPod(name) === podspec.name) continue;
    addDeclared({ name, requirement, from: file.path, scope: isTest ? 'test' : 'runtime', line }, output);
  }
}

function addPodfile(file: ClaimedFile, output: Output): void {
  const directory = directoryOf(file.path);
  const name = directory.slice(directory.lastIndexOf('/') + 1) || '.';
  const { path } = file;
  output.packages.set(path, {
    kind: 'first-party',
    key: path,
    path: directory,
    name,
    manifest: path,
    occurrences: [{ path }],
    licenses: [],
  });
  let unlocked = 0;
  for (const { tokens, line } of rubyStatements(rubyTokens(file.text()))) {
    const call = readCall(tokens);
    if (call?.name !== 'pod') continue;
    const [pod, ...rest] = call.args;
    if (pod?.kind !== 'text') {
      output.diagnostics.push(diagnostic('manifest-entry-invalid', 'a pod whose name only Ruby could compute', { path, line }));
      continue;
    }
    const local = textOption(call, 'path');
    if (local !== undefined) {
      const target = joinPath(directory, local.endsWith('.podspec') ? directoryOf(local) : local, `${rootPod(pod.text)}.podspec`);
      if (target !== undefined && output.known.has(target)) output.edges.push({ from: path, to: target, scope: 'unknown' });
      continue;
    }
    const [git, tag, commit] = ['git', 'tag', 'commit'].map((key) => textOption(call, key));
    const revision = commit ?? tag;
    const source = git === undefined ? undefined : { git, ...(revision !== undefined && { revision }) };
    const requirement = rest.flatMap((value) => textsOf(value) ?? []).join(', ') || undefined;
    if (
      addDeclared(
        { name: pod.text, requirement, from: path, scope: 'unknown', line, ...(source !== undefined && { source }) },
        output,
      )
    )
      unlocked += 1;
  }
  if (unlocked === 0) return;
  const message = `no Podfile.lock gives the versions of its ${unlocked} pods`;
  output.diagnostics.push(diagnostic('lockfile-missing', message, { path, hint: 'run `pod install` and commit Podfile.lock' }));
}

interface Declared {
  readonly name: string;
  readonly requirement: string | undefined;
  readonly from: string;
  readonly scope: Scope;
  readonly line: number;
  readonly source?: PodSource;
}

function addDeclared({ name, requirement, from, scope, line, source }: Declared, output: Output): boolean {
  const purl = podPurl(rootPod(name), undefined, source);
  if (purl === undefined) {
    const message = `\`${name.slice(0, 200)}\` is not the name of a pod`;
    output.diagnostics.push(diagnostic('manifest-entry-invalid', message, { path: from, line }));
    return false;
  }
  const key = `${from}\n${line}\n${name}`;
  const wanted = requirement === undefined ? {} : { requirement };
  output.packages.set(key, {
    kind: 'third-party',
    key,
    purl,
    resolution: 'declared',
    occurrences: [{ path: from, line }],
    ...wanted,
  });
  output.edges.push({ from, to: key, scope, ...wanted });
  return true;
}
