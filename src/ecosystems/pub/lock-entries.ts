import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { field, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import type { PubSource } from './pubspec.ts';

/** One package of a pubspec.lock (dart-lang/pub lib/src/lock_file.dart). */
export interface PubLockEntry {
  readonly name: string;
  readonly version: string;
  /** `direct main`, `direct dev`, `direct overridden`, `transitive`. */
  readonly dependency: string;
  readonly source: PubSource;
  /** Of the archive, lower-case hex. */
  readonly sha256?: string;
  readonly line?: number;
}

export function readLockEntries(
  packages: UnknownRecord,
  file: ClaimedFile,
): { readonly entries: ReadonlyMap<string, PubLockEntry>; readonly diagnostics: readonly Diagnostic[] } {
  const lines = keyLines(file.text());
  const entries = new Map<string, PubLockEntry>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, value] of Object.entries(packages)) {
    const line = lines.get(name);
    const version = textField(value, 'version');
    const source = toSource(value);
    if (version === undefined || version === '' || source === undefined) {
      const message = `\`${name.slice(0, 200)}\` has no version, or a source that is not known`;
      diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path: file.path, line }));
      continue;
    }
    const sha256 = textField(recordField(value, 'description'), 'sha256')?.toLowerCase();
    entries.set(name, {
      name,
      version,
      dependency: textField(value, 'dependency') ?? '',
      source,
      ...(sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && { sha256 }),
      ...(line !== undefined && { line }),
    });
  }
  return { entries, diagnostics };
}

function toSource(value: unknown): PubSource | undefined {
  const description = field(value, 'description');
  const [url, path] = [textField(description, 'url'), textField(description, 'path')];
  const ref = textField(description, 'resolved-ref');
  const source = textField(value, 'source') ?? '';
  switch (source) {
    case 'hosted':
      return { kind: 'hosted', ...(url !== undefined && { url }) };
    case 'git':
      if (url === undefined) return undefined;
      return { kind: 'git', url, ...(ref !== undefined && { ref }), ...(path !== undefined && { path }) };
    case 'path':
      return path === undefined ? undefined : { kind: 'path', path };
    case 'sdk':
      return { kind: 'sdk', sdk: typeof description === 'string' ? description : 'dart' };
    default:
      return undefined;
  }
}

// pub writes packages with two blanks before the name
function keyLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const [, name] = /^ {2}["']?(\w+)["']?:\s*$/.exec(line) ?? [];
    if (name !== undefined && !lines.has(name)) lines.set(name, index + 1);
  }
  return lines;
}
