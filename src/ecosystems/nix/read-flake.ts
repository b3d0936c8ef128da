import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { purlParts } from '../../domain/purl.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { textField } from '../formats/values.ts';
import { flakeProject } from './flake-project.ts';
import { readFlakeInputs, type FlakeInput } from './flake-inputs.ts';
import { parseFlakeReference } from './flake-reference.ts';
import { lockedSource } from './locked-source.ts';

/** Reads a flake.nix that no flake.lock explains: its inputs, with a revision only where the flake itself names one. */
export const flakeReader: Reader = {
  id: 'nix-flake',
  version: 1,
  kind: 'manifest',
  claims: ['flake.nix'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined || group.covered.has(file.path) ? unreadable() : readFlake(file, group);
  },
};

const PROJECT = 'project';

function readFlake(file: ClaimedFile, group: ReadGroup): ReadResult {
  const project = flakeProject(PROJECT, group.root, group.fs);
  const packages = new Map<string, LockedPackage>([[PROJECT, project]]);
  const edges: LockedEdge[] = [];
  const inputs = readFlakeInputs(file.text()).filter((input) => input.url !== undefined);
  for (const input of inputs) {
    const item = toPackage(input, file.path, group);
    if (item === undefined) continue;
    packages.set(item.key, packages.get(item.key) ?? item);
    edges.push({ from: PROJECT, to: item.key, scope: 'runtime', ...(input.url !== undefined && { requirement: input.url }) });
  }
  const hint = 'run `nix flake lock` and commit flake.lock';
  const message = `no flake.lock gives the revisions of its ${inputs.length} inputs`;
  const diagnostics: Diagnostic[] =
    inputs.length === 0 ? [] : [diagnostic('lockfile-missing', message, { path: file.path, line: inputs[0]?.line, hint })];
  return { packages: [...packages.values()], edges, diagnostics };
}

function toPackage({ name, url = '', line }: FlakeInput, path: string, { root }: ReadGroup): LockedPackage | undefined {
  const reference = parseFlakeReference(url);
  const occurrences = [{ path, line }];
  if (reference === undefined) return undefined;
  const local = textField(reference, 'path');
  if (local !== undefined) {
    const directory = local.startsWith('/') ? undefined : joinPath(root, local);
    if (directory === undefined || directory === root) return undefined;
    return { kind: 'first-party', key: directory, path: directory, name, occurrences, licenses: [] };
  }
  const source = lockedSource(reference);
  if (source === undefined) return undefined;
  const isFixed = purlParts(source.purl).version !== undefined;
  return {
    kind: 'third-party',
    key: source.purl,
    purl: source.purl,
    ...(source.name !== undefined && { name: source.name }),
    resolution: isFixed ? 'locked' : 'declared',
    occurrences,
    origins: [source.origin],
    ...(!isFixed && { requirement: url }),
  };
}
