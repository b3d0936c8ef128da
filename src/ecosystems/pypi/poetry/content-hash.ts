import { pythonJsonHash } from '../../formats/python-json.ts';
import { field, recordField, type UnknownRecord } from '../../formats/values.ts';

const LEGACY = ['dependencies', 'source', 'extras', 'dev-dependencies'] as const;
const OF_PROJECT = ['requires-python', 'dependencies', 'optional-dependencies'] as const;

/**
 * What Poetry writes as the `content-hash` of a pyproject.toml: 1.0, 1.2, 2.0 and 2.3 changed what they look at
 * (python-poetry/poetry `packages/locker.py`, `_get_content_hash`).
 */
export function poetryContentHashes(root: UnknownRecord): (string | undefined)[] {
  const poetry = recordField(recordField(root, 'tool'), 'poetry') ?? {};
  const legacy = Object.fromEntries(LEGACY.map((key) => [key, field(poetry, key) ?? null]));
  const project = present(recordField(root, 'project'), OF_PROJECT);
  const groups = recordField(root, 'dependency-groups') ?? {};
  const own = present(poetry, [...LEGACY, 'group']);
  const withProject = (parts: UnknownRecord): UnknownRecord => ({
    ...(Object.keys(project).length > 0 && { project }),
    ...parts,
    tool: { poetry: own },
  });
  return [
    legacy,
    { ...legacy, ...present(poetry, ['group']) },
    ...(Object.keys(project).length > 0 ? [withProject({})] : []),
    ...(Object.keys(groups).length > 0 ? [withProject({ 'dependency-groups': groups })] : []),
  ].map((content) => pythonJsonHash(content));
}

function present(table: UnknownRecord | undefined, keys: readonly string[]): UnknownRecord {
  return Object.fromEntries(keys.flatMap((key) => (field(table, key) === undefined ? [] : [[key, field(table, key)]])));
}
