import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from '../formats/decoded.ts';
import { field, isRecord, listField, recordField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';

/** A Podfile.lock (CocoaPods/Core lib/cocoapods-core/lockfile.rb). */
export interface PodfileLock {
  /** Pods and subspecs (`Firebase/Core`), as listed. */
  readonly pods: readonly LockedPod[];
  readonly dependencies: readonly PodRequirement[];
  /** By root pod. */
  readonly sources: ReadonlyMap<string, PodSource>;
  readonly repositories: ReadonlyMap<string, string>;
  readonly checksums: ReadonlyMap<string, string>;
  readonly podfileChecksum?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PodRequirement {
  readonly name: string;
  readonly requirement?: string;
}

export interface LockedPod {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly PodRequirement[];
  readonly line?: number;
}

export interface PodSource {
  readonly path?: string;
  readonly podspec?: string;
  readonly git?: string;
  readonly revision?: string;
  readonly http?: string;
}

export function readPodfileLock(file: ClaimedFile): Decoded<PodfileLock> {
  const { value: documents, problem } = readYaml(file, 'lockfile-unparsable');
  if (problem !== undefined) return { problem };
  const [root] = documents;
  const list = listField(root, 'PODS');
  if (list === undefined && !isRecord(field(root, 'PODS')) && textField(root, 'COCOAPODS') === undefined) {
    return { problem: diagnostic('lockfile-unparsable', 'there is no list of `PODS`', { path: file.path, line: 1 }) };
  }
  const lines = podLines(file.text());
  const diagnostics: Diagnostic[] = [];
  const pods = (list ?? []).flatMap((item) => {
    const pod = toPod(item, lines);
    if (pod === undefined)
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'a pod without a name and a version', { path: file.path }));
    return pod ?? [];
  });
  const podfileChecksum = textField(root, 'PODFILE CHECKSUM');
  return {
    value: {
      pods,
      dependencies: texts(field(root, 'DEPENDENCIES')).map(toRequirement),
      sources: readSources(root),
      repositories: readRepositories(root),
      checksums: new Map(
        Object.entries(recordField(root, 'SPEC CHECKSUMS') ?? {}).flatMap(([name, sum]) =>
          typeof sum === 'string' ? [[name, sum]] : [],
        ),
      ),
      ...(podfileChecksum !== undefined && { podfileChecksum }),
      diagnostics,
    },
  };
}

/** `Firebase/Core` is a part of the pod `Firebase`. */
export function rootPod(name: string): string {
  const slash = name.indexOf('/');
  return slash === -1 ? name : name.slice(0, slash);
}

// `AFNetworking (3.2.1)`, or a map of that to its dependencies
function toPod(item: unknown, lines: ReadonlyMap<string, number>): LockedPod | undefined {
  const [written, below] = typeof item === 'string' ? [item, undefined] : (Object.entries(isRecord(item) ? item : {})[0] ?? []);
  const [, name, version] = /^(\S.*?) \(([^)]+)\)$/.exec(written ?? '') ?? [];
  if (name === undefined || version === undefined) return undefined;
  const line = lines.get(`${name} (${version})`);
  return { name, version, dependencies: texts(below).map(toRequirement), ...(line !== undefined && { line }) };
}

// `Name`, `Name (~> 1.0)`, `Name (from `../path`)`
function toRequirement(text: string): PodRequirement {
  const [, name = text, detail] = /^(.*?)(?: \((.*)\))?$/s.exec(text) ?? [];
  return { name, ...(detail !== undefined && { requirement: detail }) };
}

function readSources(root: unknown): ReadonlyMap<string, PodSource> {
  const external = recordField(root, 'EXTERNAL SOURCES') ?? {};
  const checkouts = recordField(root, 'CHECKOUT OPTIONS');
  const sources = new Map<string, PodSource>();
  for (const [pod, source] of Object.entries(external)) {
    const name = rootPod(pod);
    // what was checked out says the commit, where the source says a branch or a tag
    const checkout = recordField(checkouts, pod) ?? recordField(checkouts, name);
    const [path, podspec] = [textField(source, ':path'), textField(source, ':podspec')];
    const git = textField(checkout, ':git') ?? textField(source, ':git');
    const revision =
      textField(checkout, ':commit') ?? textField(checkout, ':tag') ?? textField(source, ':commit') ?? textField(source, ':tag');
    const http = textField(source, ':http');
    sources.set(name, {
      ...(path !== undefined && { path }),
      ...(podspec !== undefined && { podspec }),
      ...(git !== undefined && { git }),
      ...(revision !== undefined && { revision }),
      ...(http !== undefined && { http }),
    });
  }
  return sources;
}

function readRepositories(root: unknown): ReadonlyMap<string, string> {
  const repositories = new Map<string, string>();
  for (const [repository, pods] of Object.entries(recordField(root, 'SPEC REPOS') ?? {}))
    for (const pod of texts(pods)) repositories.set(rootPod(pod), repository);
  return repositories;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function podLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const found = /^ {2}- "?([^"]+? \([^)]+\))"?:?\s*$/.exec(line)?.[1];
    if (found !== undefined && !lines.has(found)) lines.set(found, index + 1);
  }
  return lines;
}
