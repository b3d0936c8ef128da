import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import { toImagePackage } from '../docker/image-package.ts';
import { interpolate } from '../docker/interpolate.ts';
import type { ClaimedFile, Ecosystem, ReadGroup, Reader } from '../ecosystem.ts';
import { readJsonc } from '../formats/jsonc.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { field, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';

/** Reads what a development container is made of (containers.dev, devcontainer.json reference); all of it is for development. */
const containerReader: Reader = {
  id: 'devcontainer',
  version: 1,
  kind: 'manifest',
  claims: ['devcontainer.json', '.devcontainer.json'],
  group: 'file',
  read: ofOneFile(read),
};

function read(file: ClaimedFile, { fs }: ReadGroup): ReadResult {
  const { path } = file;
  const text = file.text();
  const { value: root, problem } = readJsonc({ path, text }, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const diagnostics: Diagnostic[] = [];
  const lockPath = pathIn(
    directoryOf(path),
    path.endsWith('.devcontainer.json') ? '.devcontainer-lock.json' : 'devcontainer-lock.json',
  );
  const lock = lockedFeatures(siblingFile(fs, lockPath, diagnostics), diagnostics);
  const lines = stringLines(text);
  const at = (written: string): { path: string; line?: number }[] => {
    const line = lines.get(written);
    return [{ path, ...(line !== undefined && { line }) }];
  };
  const image = textField(root, 'image');
  const features = Object.keys(recordField(root, 'features') ?? {}).filter((id) => !/^(?:\.|\/|https?:)/.test(id));
  const containers = [
    ...(image === undefined ? [] : [[image, image] as const]),
    ...features.map((id) => [id, lock.get(id) ?? id] as const),
  ];
  const named = containers.flatMap(([written, reference]): NamedPackage[] => {
    // `${localEnv:IMAGE}`: only the machine knows
    const item = toImagePackage(
      interpolate(reference, () => undefined),
      at(written),
    );
    if (!('code' in item)) return [{ item, scope: 'dev' }];
    diagnostics.push(item);
    return [];
  });
  named.push(...extensionsOf(root).flatMap((id) => toExtension(id, at(id))));
  const stale =
    lock.size === 0
      ? []
      : features.filter((id) => id.includes('/') && !lock.has(id)).map((id) => notLocked(id, lockPath, { ...at(id)[0] }));
  const result = namedByProject(directoryProject(directoryOf(path), path), named, [...diagnostics, ...stale]);
  return lock.size > 0 ? { ...result, covers: [lockPath], ...staleBecause(lockPath, stale) } : result;
}

// Where each text stands first.
function stringLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, row] of text.split('\n').entries())
    for (const [, written = ''] of row.matchAll(/"([^"\\]*)"/g)) if (!lines.has(written)) lines.set(written, index + 1);
  return lines;
}

/** Feature as written -> the very version that it was resolved to: devcontainer-lock.json. */
function lockedFeatures(file: ClaimedFile | undefined, diagnostics: Diagnostic[]): ReadonlyMap<string, string> {
  if (file === undefined) return new Map();
  const { value, problem } = readJsonc({ path: file.path, text: file.text() }, 'lockfile-unparsable');
  if (problem !== undefined) {
    diagnostics.push(problem);
    return new Map();
  }
  return new Map(
    Object.entries(recordField(value, 'features') ?? {}).flatMap(([id, entry]) => {
      const [resolved, version] = [textField(entry, 'resolved'), textField(entry, 'version')];
      if (resolved === undefined) return [];
      const tagged = version === undefined ? resolved : resolved.replace('@', `:${version}@`);
      return [[id, tagged] as const];
    }),
  );
}

function extensionsOf(root: UnknownRecord): string[] {
  const list = listField(field(field(root, 'customizations'), 'vscode'), 'extensions') ?? listField(root, 'extensions') ?? [];
  // `-publisher.name` takes one away that a feature brings.
  return list.filter((id): id is string => typeof id === 'string' && !id.startsWith('-'));
}

function toExtension(text: string, occurrences: { path: string; line?: number }[]): NamedPackage[] {
  const [, namespace, name, version] = /^([\w-]+)\.([\w.-]+?)(?:@([\w.-]+))?$/.exec(text) ?? [];
  const purl =
    namespace === undefined || name === undefined ? undefined : makePurl({ type: 'vscode-extension', namespace, name, version });
  if (purl === undefined) return [];
  const item: ThirdPartyPackage = {
    kind: 'third-party',
    key: purl,
    purl,
    type: 'application',
    resolution: version === undefined ? 'declared' : 'locked',
    occurrences,
  };
  return [{ item, scope: 'dev' }];
}

/** Development containers: their image, features and editor extensions. */
export const devcontainer: Ecosystem = {
  id: 'devcontainer',
  title: 'Development containers',
  purlTypes: ['docker', 'vscode-extension'],
  readers: [containerReader],
  unsupported: [{ claim: 'devcontainer-lock.json', reason: 'no devcontainer.json beside it' }],
  capabilities: { graph: 'direct', scopes: true, hashes: false, origins: false, workspaces: false, licenses: [] },
};
