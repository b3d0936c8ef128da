import { loadAll } from 'js-yaml';
import { recordField, textField } from '../../domain/values.ts';
import type { ProjectOwner } from './project-owner.ts';

const NAMES: ReadonlySet<string> = new Set(['catalog-info.yaml', 'catalog-info.yml']);

/** A Backstage descriptor, at the root or beside a project. */
export function isCatalogInfo(path: string): boolean {
  return NAMES.has(path.slice(path.lastIndexOf('/') + 1));
}

/** `spec.owner` of the entities in a catalog-info.yaml (backstage.io, descriptor format). What cannot be read says nothing. */
export function readCatalogInfo(text: string, file: string): ProjectOwner[] {
  const path = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
  let documents: readonly unknown[];
  try {
    documents = loadAll(text);
  } catch {
    return [];
  }
  const owned = documents.find((entity) => textField(recordField(entity, 'spec'), 'owner') !== undefined);
  const owner = textField(recordField(owned, 'spec'), 'owner');
  if (owner === undefined || owner.trim() === '') return [];
  const line = text.split(/\r?\n/).findIndex((item) => /^\s+owner:/.test(item) && item.includes(owner)) + 1;
  return [{ path, owners: [owner.trim()], source: 'catalog-info', file, line: Math.max(1, line) }];
}
