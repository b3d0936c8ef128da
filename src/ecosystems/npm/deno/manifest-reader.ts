import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type LockedPackage, type ReadResult } from '../../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../../ecosystem.ts';
import { readJsonc } from '../../formats/jsonc.ts';
import { textField } from '../../formats/values.ts';
import { npmIdentity } from '../npm-purl.ts';
import { readImports, type DenoImport } from './imports.ts';
import { jsrPurl, toRemotePackages } from './packages.ts';

/** Reads a deno.json that no deno.lock explains: what its import map asks for. */
export const denoManifest: Reader = {
  id: 'npm-deno-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['deno.json', 'deno.jsonc'],
  group: 'file',
  read: ({ files: [file], covered }) => (file === undefined || covered.has(file.path) ? unreadable() : read(file)),
};

function read(file: ClaimedFile): ReadResult {
  const { path } = file;
  const text = file.text();
  const { value: config, problem } = readJsonc({ path, text }, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const imports = readImports(config);
  const [name, version] = [textField(config, 'name'), textField(config, 'version')];
  // Settings of a formatter alone make no project.
  if (imports.length === 0 && name === undefined) return unreadable();
  const directory = directoryOf(path);
  const project: FirstPartyPackage = {
    kind: 'first-party',
    key: `project ${path}`,
    path: directory,
    name: name ?? (directory === '' ? '.' : baseName(directory)),
    ...(version !== undefined && { version }),
    manifest: path,
    occurrences: [{ path }],
    licenses: [],
  };
  // `preact` and `preact/` are two entries of an import map and one package
  const declared = imports.flatMap((item) => toDeclared(item, path, lineOf(text, item.written)));
  const packages = [...new Map(declared.map((item) => [item.key, item])).values()];
  return {
    packages: [project, ...packages],
    edges: packages.map(({ key }) => ({ from: project.key, to: key, scope: 'runtime' })),
    diagnostics:
      packages.length === 0
        ? []
        : [diagnostic('lockfile-missing', `no deno.lock gives the versions of its ${packages.length} imports`, { path })],
  };
}

function toDeclared(item: DenoImport, path: string, line: number | undefined): LockedPackage[] {
  if (item.kind === 'remote') return toRemotePackages([[item.url, '']], { path, lineOf: () => line });
  const { kind, name, range } = item;
  const purl = kind === 'npm' ? npmIdentity({ name })?.purl : jsrPurl(name, undefined);
  if (purl === undefined) return [];
  return [
    {
      kind: 'third-party',
      key: `${kind}:${name}@${range}`,
      purl,
      name,
      resolution: 'declared',
      occurrences: [{ path, ...(line !== undefined && { line }) }],
      ...(range !== '' && { requirement: range }),
      ...(kind === 'jsr' && { properties: { 'licet:deno:registry': 'jsr' } }),
    },
  ];
}

function lineOf(text: string, written: string): number | undefined {
  const at = text.indexOf(`"${written}"`);
  return at === -1 ? undefined : text.slice(0, at).split('\n').length;
}
