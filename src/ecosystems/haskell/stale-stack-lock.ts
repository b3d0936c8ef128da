import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { notLocked } from '../formats/not-locked.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { field, isRecord, listField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';

/**
 * What stack.yaml asks for and its lockfile was not made for. Stack finds an entry by its `original`, which is what was
 * written in stack.yaml (docs.haskellstack.org, "Lock files").
 */
export function staleStackLock(lock: unknown, lockfile: string, group: ReadGroup): Diagnostic[] {
  const path = pathIn(directoryOf(lockfile), 'stack.yaml');
  // What is wrong with the file is said by whoever reads its packages.
  const file = siblingFile(group.fs, path, []);
  const root = file === undefined ? undefined : readYaml(file, 'manifest-unparsable').value?.[0];
  if (!isRecord(root)) return [];
  const originals = (listField(lock, 'packages') ?? []).map((entry) => field(entry, 'original'));
  const ids = new Set(originals.flatMap((original) => hackageName(textField(original, 'hackage')) ?? []));
  const commits = new Set(originals.flatMap((original) => textField(original, 'commit') ?? []));
  const missing = (listField(root, 'extra-deps') ?? []).flatMap((entry) => {
    const id = hackageName(typeof entry === 'string' ? entry : undefined);
    const commit = textField(entry, 'git') === undefined ? undefined : textField(entry, 'commit');
    if (id !== undefined && !ids.has(id)) return [id];
    return commit !== undefined && !commits.has(commit) ? [`${textField(entry, 'git') ?? ''} ${commit}`] : [];
  });
  return [
    ...missing.map((declared) => notLocked(declared, lockfile, { path })),
    ...otherSnapshot(root, lock, { lockfile, path }),
  ];
}

// `acme-1.2@sha256:…,123` without the hash; `undefined` for paths and URLs.
function hackageName(text: string | undefined): string | undefined {
  return /^([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-\d+(?:\.\d+)*)(?:@(?:sha256|rev):\S+)?$/.exec(text ?? '')?.[1];
}

function otherSnapshot(root: unknown, lock: unknown, { lockfile, path }: { lockfile: string; path: string }): Diagnostic[] {
  const asked = snapshotName(field(root, 'snapshot') ?? field(root, 'resolver'));
  const locked = (listField(lock, 'snapshots') ?? []).flatMap((entry) => snapshotName(field(entry, 'original')) ?? []);
  if (asked === undefined || locked.length === 0 || locked.includes(asked)) return [];
  const message = `snapshot \`${asked}\` is declared, and ${lockfile} has \`${locked[0] ?? ''}\``;
  return [diagnostic('lockfile-stale', message, { path })];
}

// `lts-18.28`, or a URL that ends in `lts/18/28.yaml` or `nightly/2021/9/18.yaml`
function snapshotName(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : (textField(value, 'url') ?? '');
  if (/^(?:lts-\d+\.\d+|nightly-\d{4}-\d\d-\d\d)$/.test(text)) return text;
  const [, major, minor] = /\/lts\/(\d+)\/(\d+)\.yaml$/.exec(text) ?? [];
  if (major !== undefined) return `lts-${major}.${minor ?? ''}`;
  const [, year, month = '', day = ''] = /\/nightly\/(\d{4})\/(\d+)\/(\d+)\.yaml$/.exec(text) ?? [];
  return year === undefined ? undefined : `nightly-${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
