import { joinPath } from '../../../domain/path.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { isRecord, type UnknownRecord } from '../../formats/values.ts';
import { readYaml } from '../../formats/yaml.ts';

/** pnpm-workspace.yaml beside a lockfile, for the settings that newer versions keep there. */
export function readWorkspaceFile(fs: ReadOnlyFs, directory: string): UnknownRecord | undefined {
  const path = joinPath(directory, 'pnpm-workspace.yaml');
  const text = path === undefined || fs.stat(path)?.kind !== 'file' ? undefined : fs.text(path);
  if (path === undefined || text === undefined) return undefined;
  const decoded = readYaml({ path, text: () => text, bytes: () => new Uint8Array() }, 'manifest-unparsable');
  const root = decoded.value?.[0];
  return isRecord(root) ? root : undefined;
}
