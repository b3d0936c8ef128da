import { readJson } from '../../formats/json.ts';
import { field, recordField, textField } from '../../formats/values.ts';
import { DEFAULT_INDEX, urlSource, vcsSource, type PypiSource } from '../source.ts';

/** Where an installed distribution came from, when not from an index (PEP 610). */
export function readDirectUrl(path: string, text: string | undefined): PypiSource {
  if (text === undefined) return DEFAULT_INDEX;
  const file = { path, text: () => text, bytes: () => new Uint8Array() };
  const root = readJson(file, { failure: 'manifest-unparsable', keyDepth: 0 }).value?.root;
  const url = textField(root, 'url');
  if (root === undefined || url === undefined) return DEFAULT_INDEX;
  const subdirectory = textField(root, 'subdirectory');
  const vcs = recordField(root, 'vcs_info');
  if (vcs !== undefined) {
    const revision = textField(vcs, 'commit_id') ?? textField(vcs, 'requested_revision');
    return vcsSource({ type: textField(vcs, 'vcs') ?? 'git', url, revision, subdirectory });
  }
  if (field(root, 'dir_info') !== undefined) return { kind: 'local', path: url };
  const source = urlSource(url);
  return source.kind === 'url' && subdirectory !== undefined ? { ...source, subdirectory } : source;
}
