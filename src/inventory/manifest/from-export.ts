import { by } from '../../domain/order.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../../domain/values.ts';
import type { WrittenRepository } from './schema.ts';

/**
 * Repositories from a list that a forge gives out: `gh repo list --json …`, the GitHub and GitLab APIs (arrays, pages of arrays,
 * `{items: […]}`, JSON lines). `undefined` when the text is none of these.
 */
export function repositoriesFromExport(text: string): readonly WrittenRepository[] | undefined {
  const values = parseLoosely(text);
  const items = values?.flatMap(flatten).filter(isRecord);
  const repositories = items?.flatMap((item) => toRepository(item) ?? []);
  return repositories === undefined || repositories.length === 0
    ? undefined
    : repositories.toSorted(by((item) => item.name ?? ''));
}

function parseLoosely(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    try {
      return text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line): unknown => JSON.parse(line));
    } catch {
      return undefined;
    }
  }
}

function flatten(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]));
  return listField(value, 'items') ?? listField(value, 'repositories') ?? [value];
}

// GitHub API: full_name, clone_url, default_branch · gh: nameWithOwner, url, defaultBranchRef.name, isArchived ·
// GitLab API: path_with_namespace, http_url_to_repo, default_branch.
function toRepository(item: UnknownRecord): WrittenRepository | undefined {
  const name = textField(item, 'path_with_namespace') ?? textField(item, 'full_name') ?? textField(item, 'nameWithOwner');
  const url = textField(item, 'http_url_to_repo') ?? textField(item, 'clone_url') ?? textField(item, 'url');
  if (name === undefined || url?.startsWith('https://') !== true) return undefined;
  const archived = field(item, 'archived') === true || field(item, 'isArchived') === true;
  const branch = textField(item, 'default_branch') ?? textField(recordField(item, 'defaultBranchRef'), 'name');
  return { name, url, ...(branch !== undefined && branch !== '' && { branch }), ...(archived && { archived }) };
}
