import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { field, textField } from '../formats/values.ts';
import { readToml } from '../formats/toml.ts';
import { readYaml } from '../formats/yaml.ts';
import { valueLines } from '../formats/value-lines.ts';
import { fieldLicense } from './license-tag.ts';

/** Reads the manifest of an open hardware project: Open Know-How 1 (YAML) and 2 (TOML) of the Internet of Production. */
export const openKnowHowReader: Reader = {
  id: 'open-know-how',
  version: 1,
  kind: 'manifest',
  claims: ['okh.toml', 'okh-*.toml', 'okh.yml', 'okh-*.yml'],
  group: 'file',
  read,
};

function read({ files: [file] }: ReadGroup): ReadResult {
  if (file === undefined) return unreadable();
  const { path } = file;
  const isToml = path.endsWith('.toml');
  const decoded = isToml ? readToml(file, 'manifest-unparsable') : readYaml(file, 'manifest-unparsable');
  if (decoded.problem !== undefined) return unreadable(decoded.problem);
  const root: unknown = Array.isArray(decoded.value) ? decoded.value[0] : decoded.value;
  const [name, version, description] = [
    textField(root, 'name') ?? textField(root, 'title'),
    textField(root, 'version'),
    textField(root, 'function') ?? textField(root, 'description'),
  ];
  const license = textField(root, 'license') ?? textField(field(root, 'license'), 'hardware');
  const line = isToml
    ? file
        .text()
        .split('\n')
        .findIndex((row) => /^\s*license\s*=/.test(row)) + 1
    : valueLines(file.text(), /license|hardware/).get(license ?? '')?.[0]?.line;
  const directory = directoryOf(path);
  return {
    packages: [
      {
        kind: 'first-party',
        key: path,
        path: directory,
        name: name ?? (directory === '' ? '.' : baseName(directory)),
        ...(version !== undefined && { version }),
        ...(description !== undefined && { description }),
        type: 'device',
        manifest: path,
        occurrences: [{ path }],
        licenses: fieldLicense(path, license, line === 0 ? undefined : line),
      },
    ],
    edges: [],
    diagnostics: [],
  };
}
