import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../../ecosystem.ts';
import type { Decoded } from '../../formats/decoded.ts';
import { readToml } from '../../formats/toml.ts';
import { field, isRecord, listField, recordField, textField } from '../../formats/values.ts';
import { headerLines, type LockRow } from '../locks/rows.ts';
import { foldName } from '../names.ts';
import { parseRequirement, type Requirement } from '../requirement.ts';
import { DEFAULT_INDEX, urlSource, vcsSource, type PypiSource } from '../source.ts';

/** One row of a pdm.lock. A package stands in one row without extras and one per combination of extras. */
export interface PdmRow extends LockRow {
  readonly extras: readonly string[];
  readonly dependencies: readonly Requirement[];
  readonly groups: readonly string[];
}

export interface PdmLock {
  readonly rows: readonly PdmRow[];
  /** SHA-256 of the pyproject.toml that it was made of. */
  readonly contentHash: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes a pdm.lock (pdm-project/pdm `formats`, `models/repositories/lock.py`). */
export function readPdmLock(file: ClaimedFile): Decoded<PdmLock> {
  const { value: root, problem } = readToml(file, 'lockfile-unparsable');
  if (problem !== undefined) return { problem };
  const metadata = recordField(root, 'metadata');
  const version = textField(metadata, 'lock_version');
  if (version !== undefined && !/^[0-4](?:\.|$)/.test(version)) {
    const message = `pdm.lock version \`${version.slice(0, 20)}\` is newer than 4`;
    return { problem: diagnostic('lockfile-version-unsupported', message, { path: file.path }) };
  }
  const list = listField(root, 'package');
  if (list === undefined && (field(root, 'package') !== undefined || metadata === undefined)) {
    return { problem: diagnostic('lockfile-unparsable', 'expected `package` to be a list of tables', { path: file.path }) };
  }
  const lines = headerLines(file.text(), 'package', list?.length ?? 0);
  const rows = new Map<string, PdmRow>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, item] of (list ?? []).entries()) {
    const where = { path: file.path, line: lines[index] };
    const row = toRow(item, recordField(metadata, 'files'), lines[index]);
    if (row === undefined) diagnostics.push(diagnostic('lockfile-entry-invalid', 'a package without a name', where));
    else if (rows.has(row.key))
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${row.key}\` stands twice; the first one counts`, where));
    else rows.set(row.key, row);
  }
  const contentHash = textField(metadata, 'content_hash')?.replace(/^sha256:/, '');
  return { value: { rows: [...rows.values()], contentHash, diagnostics } };
}

function toRow(item: unknown, allFiles: unknown, line: number | undefined): PdmRow | undefined {
  const name = textField(item, 'name');
  if (name === undefined || name === '') return undefined;
  const version = textField(item, 'version');
  const { source, written } = rowSource(item);
  const extras = texts(field(item, 'extras')).map(foldName);
  // `[metadata.files]` by "name version" before lock version 4.3
  const files = listField(item, 'files') ?? listField(allFiles, `${name} ${version ?? ''}`) ?? [];
  const urls = files.flatMap((one) => textField(one, 'url') ?? []);
  const download =
    urls.find((url) => url.endsWith('.tar.gz') || url.endsWith('.zip')) ?? (urls.length === 1 ? urls[0] : undefined);
  const description = textField(item, 'summary');
  const marker = textField(item, 'marker');
  return {
    key: `${name}${extras.length === 0 ? '' : `[${extras.toSorted().join(',')}]`} ${version ?? ''}${written}`,
    name,
    ...(version !== undefined && version !== '' && { version }),
    source,
    fileHashes: files.filter(isRecord).flatMap((one) => textField(one, 'hash') ?? []),
    ...(download !== undefined && { download: download.replace(/#.*$/, '') }),
    ...(description !== undefined && { description }),
    ...(marker !== undefined && { markers: [marker] }),
    ...(line !== undefined && { line }),
    extras,
    dependencies: texts(field(item, 'dependencies')).flatMap((text) => parseRequirement(text) ?? []),
    groups: texts(field(item, 'groups') ?? field(item, 'sections')),
  };
}

function rowSource(item: unknown): { source: PypiSource; written: string } {
  const path = textField(item, 'path');
  if (path !== undefined) return { source: { kind: 'local', path }, written: ` (${path})` };
  const url = textField(item, 'url');
  if (url !== undefined) return { source: urlSource(url), written: ` (${url})` };
  for (const type of ['git', 'hg', 'svn', 'bzr']) {
    const repository = textField(item, type);
    if (repository === undefined) continue;
    const revision = textField(item, 'revision') ?? textField(item, 'ref');
    const source = vcsSource({ type, url: repository, revision, subdirectory: textField(item, 'subdirectory') });
    return { source, written: ` (${type}+${repository}@${revision ?? ''})` };
  }
  return { source: DEFAULT_INDEX, written: '' };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
