import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from '../formats/decoded.ts';
import { readToml } from '../formats/toml.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';

/** One `[[package]]` of a Cargo.lock. */
export interface LockEntry {
  /** `name version (source)`: what Cargo itself calls the package id. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** As written; absent for local crates. */
  readonly source?: string;
  /** Lower-case hex sha256 of the `.crate` file. */
  readonly checksum?: string;
  /** Package ids in one of the forms `name`, `name version`, `name version (source)`. */
  readonly dependencies: readonly string[];
  /** Package id that `[replace]` puts in the place of this one. */
  readonly replace?: string;
  readonly line?: number;
}

export interface CargoLock {
  readonly entries: readonly LockEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

// Cargo `ResolveVersion`: 1 has checksums in `[metadata]`, 2 shortens package ids, 3 and 4 change how git URLs are written.
const NEWEST_VERSION = 4;

/** Decodes a Cargo.lock of any version. */
export function readLockfile(file: ClaimedFile): Decoded<CargoLock> {
  const { value: root, problem } = readToml(file, 'lockfile-unparsable');
  if (problem !== undefined) return { problem };
  const version = field(root, 'version');
  if (version !== undefined && !(typeof version === 'number' && version >= 1 && version <= NEWEST_VERSION)) {
    const shown = typeof version === 'number' || typeof version === 'string' ? String(version) : typeof version;
    const message = `Cargo.lock version \`${shown}\` is not one of 1 to ${NEWEST_VERSION}`;
    return { problem: diagnostic('lockfile-version-unsupported', message, { path: file.path }) };
  }
  const packages = listField(root, 'package') ?? [];
  if (field(root, 'package') !== undefined && listField(root, 'package') === undefined) {
    return { problem: diagnostic('lockfile-unparsable', 'expected `package` to be a list of tables', { path: file.path }) };
  }
  return { value: toLock(root, packages, file) };
}

function toLock(root: UnknownRecord, packages: readonly unknown[], file: ClaimedFile): CargoLock {
  const lines = headerLines(file.text());
  const checksums = recordField(root, 'metadata') ?? {};
  const entries = new Map<string, LockEntry>();
  const diagnostics: Diagnostic[] = [];
  // Cargo before 1.20 wrote the workspace root as `[root]`.
  const former = recordField(root, 'root');
  const all = former === undefined ? packages : [...packages, former];
  for (const [index, item] of all.entries()) {
    const line = lines.length === packages.length ? lines[index] : undefined;
    const where = { path: file.path, line };
    const entry = toEntry(item, checksums, line);
    if (entry === undefined) {
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'a package without a name and a version', where));
    } else if (entries.has(entry.key)) {
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${entry.key}\` stands twice; the first one counts`, where));
    } else {
      entries.set(entry.key, entry);
    }
  }
  return { entries: [...entries.values()], diagnostics };
}

function toEntry(item: unknown, checksums: UnknownRecord, line: number | undefined): LockEntry | undefined {
  if (!isRecord(item)) return undefined;
  const name = textField(item, 'name');
  const version = textField(item, 'version');
  if (name === undefined || name === '' || version === undefined || version === '') return undefined;
  const source = textField(item, 'source');
  const key = packageId(name, version, source);
  const checksum = (textField(item, 'checksum') ?? textField(checksums, `checksum ${key}`))?.toLowerCase();
  const replace = textField(item, 'replace');
  return {
    key,
    name,
    version,
    ...(source !== undefined && { source }),
    // v1 writes `<none>` for what has no checksum
    ...(checksum !== undefined && /^[0-9a-f]{64}$/.test(checksum) && { checksum }),
    dependencies: (listField(item, 'dependencies') ?? []).filter((id): id is string => typeof id === 'string'),
    ...(replace !== undefined && { replace }),
    ...(line !== undefined && { line }),
  };
}

function packageId(name: string, version: string, source: string | undefined): string {
  return source === undefined ? `${name} ${version}` : `${name} ${version} (${source})`;
}

// The TOML decoder forgets positions. The n-th header belongs to the n-th package; when a file is written so oddly
// that the counts differ, there are no lines instead of wrong ones.
function headerLines(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (/^\s*\[\[\s*package\s*\]\]/.test(line) ? [index + 1] : []));
}
