import { pythonJsonHash } from '../../formats/python-json.ts';
import { field, listField, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import { foldName } from '../names.ts';

/**
 * What PDM writes as the `content_hash` of a pyproject.toml: until 2.16 it looked at the overrides alone, since 2.20 at the
 * groups of PEP 735 as well (pdm-project/pdm `project/project_file.py`). A workspace has a hash of hashes, which is left open.
 */
export function pdmContentHashes(root: UnknownRecord): (string | undefined)[] {
  const project = recordField(root, 'project');
  const settings = recordField(recordField(root, 'tool'), 'pdm');
  if (field(settings, 'workspace') !== undefined) return [undefined];
  const older = recordField(settings, 'dev-dependencies') ?? {};
  const groups = recordField(root, 'dependency-groups') ?? {};
  const resolution = recordField(settings, 'resolution') ?? {};
  const shared = {
    sources: listField(settings, 'source') ?? [],
    dependencies: listField(project, 'dependencies') ?? [],
    'optional-dependencies': recordField(project, 'optional-dependencies') ?? {},
    'requires-python': textField(project, 'requires-python') ?? '',
  };
  const rules = [{ overrides: recordField(resolution, 'overrides') ?? {} }, { resolution }];
  const groupings = [older, joinGroups(groups, older, (name) => name), joinGroups(groups, older, foldName)];
  return rules.flatMap((rule) =>
    groupings.map((grouping) => pythonJsonHash({ ...shared, ...rule, 'dev-dependencies': grouping })),
  );
}

function joinGroups(first: UnknownRecord, second: UnknownRecord, toName: (name: string) => string): UnknownRecord {
  const joined = new Map<string, unknown[]>();
  for (const [name, list] of [...Object.entries(first), ...Object.entries(second)]) {
    const items: readonly unknown[] = Array.isArray(list) ? list : [];
    joined.set(toName(name), [...(joined.get(toName(name)) ?? []), ...items]);
  }
  return Object.fromEntries(joined);
}
