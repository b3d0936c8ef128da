import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { recordField, textEntries, textField, type UnknownRecord } from '../formats/values.ts';
import { contentHashes } from './nuget-purl.ts';
import { directoryProject } from './project-identity.ts';
import { resultBuilder } from './result-builder.ts';
import { normaliseVersion } from './version.ts';

/** Reads <application>.deps.json, which a build leaves beside an application (dotnet/sdk documentation/specs/runtime-configuration-file.md). */
export const depsJsonReader: Reader = {
  id: 'nuget-deps-json',
  version: 1,
  kind: 'lockfile',
  claims: ['*.deps.json'],
  group: 'file',
  read: ofOneFile(readDepsJson),
};

function readDepsJson(file: ClaimedFile): ReadResult {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = document;
  const libraries = recordField(root, 'libraries');
  if (libraries === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no map of `libraries`', { path: file.path, line: 1 }));
  }
  const builder = resultBuilder();
  const keyOf = new Map<string, string>();
  for (const [written, library] of Object.entries(libraries)) {
    const { id, version } = splitName(written);
    const line = keys.line('libraries', written);
    const at = { path: file.path, ...(line !== undefined && { line }) };
    const type = textField(library, 'type');
    if (id === '' || version === '')
      builder.problem(diagnostic('lockfile-entry-invalid', `\`${written}\` is no name and version`, at));
    else if (type === 'project') {
      const key = `member:${id.toLowerCase()}`;
      keyOf.set(
        written.toLowerCase(),
        builder.project({ ...directoryProject(directoryOf(file.path), file.path), key, name: id, version, occurrences: [at] }),
      );
    } else if (type === 'package' || type === 'runtimepack') {
      // `runtimepack.Microsoft.NETCore.App.Runtime.linux-x64` is the runtime that is shipped with the application
      const own = id.replace(/^runtimepack\./, '');
      const key = builder.add({ id: own, version, hashes: contentHashes(textField(library, 'sha512')), at });
      if (key !== undefined) keyOf.set(written.toLowerCase(), key);
    }
  }
  const application = `member:${baseName(file.path)
    .replace(/\.deps\.json$/, '')
    .toLowerCase()}`;
  const target = runtimeTarget(root);
  for (const [written, entry] of Object.entries(target)) {
    const from = keyOf.get(written.toLowerCase());
    if (from === undefined) continue;
    for (const [name, version] of textEntries(entry, 'dependencies')) {
      const to = keyOf.get(`${name}/${version}`.toLowerCase()) ?? keyOf.get(`runtimepack.${name}/${version}`.toLowerCase());
      if (to !== undefined && to !== application) builder.edge({ from, to, scope: 'runtime' });
    }
  }
  const result = builder.result();
  return { ...result, diagnostics: [...document.diagnostics, ...result.diagnostics] };
}

// The target the application was built for; other targets are for compiling against it.
function runtimeTarget(root: UnknownRecord): UnknownRecord {
  const targets = recordField(root, 'targets') ?? {};
  const name = textField(recordField(root, 'runtimeTarget'), 'name') ?? textField(root, 'runtimeTarget') ?? '';
  return recordField(targets, name) ?? recordField(targets, Object.keys(targets).at(-1) ?? '') ?? {};
}

function splitName(written: string): { readonly id: string; readonly version: string } {
  const slash = written.lastIndexOf('/');
  const version = written.slice(slash + 1);
  return { id: written.slice(0, Math.max(slash, 0)), version: slash < 1 ? '' : (normaliseVersion(version) ?? version) };
}
