import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { recordField, textField } from '../formats/values.ts';
import { directoryProject } from './project-identity.ts';
import { resultBuilder } from './result-builder.ts';
import { normaliseVersion } from './version.ts';

/** Reads .config/dotnet-tools.json: command line tools that developers and pipelines run, with exact versions. */
export const dotnetToolsReader: Reader = {
  id: 'nuget-dotnet-tools',
  version: 1,
  kind: 'lockfile',
  claims: ['dotnet-tools.json'],
  group: 'file',
  read: ofOneFile(readTools),
};

function readTools(file: ClaimedFile): ReadResult {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (problem !== undefined) return unreadable(problem);
  const tools = recordField(document.root, 'tools');
  if (tools === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no map of `tools`', { path: file.path, line: 1 }));
  }
  const builder = resultBuilder();
  const here = directoryOf(file.path);
  const directory = baseName(here) === '.config' ? directoryOf(here) : here;
  const project = builder.project({ ...directoryProject(directory, file.path), lockfile: file.path });
  for (const [id, tool] of Object.entries(tools)) {
    const line = document.keys.line('tools', id);
    const at = { path: file.path, ...(line !== undefined && { line }) };
    const version = normaliseVersion(textField(tool, 'version') ?? '');
    const to = version === undefined ? undefined : builder.add({ id, version, at });
    if (version === undefined) builder.problem(diagnostic('lockfile-entry-invalid', `the tool \`${id}\` has no version`, at));
    if (to !== undefined) builder.edge({ from: project, to, scope: 'dev' });
  }
  const result = builder.result();
  return { ...result, diagnostics: [...document.diagnostics, ...result.diagnostics] };
}
