import { createHash } from 'node:crypto';
import { directoryOf } from '../domain/path.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import { isRecord } from '../domain/values.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { ArchiveProblem } from './archives/limits.ts';
import { decodeOptional, DEEPEST } from './package-directory.ts';

/**
 * The files of one package in pnpm's content-addressed store: its index lists names with the sha512 of each file, which is
 * also where the file is: `files/<first two digits>/<the others>`, with `-exec` when it may be executed (pnpm store.cafs).
 */
export function pnpmStoreFiles(fs: ReadOnlyFs, location: PackageLocation): PackageFiles {
  const entries = entriesOf(fs.text(location.path) ?? '');
  const files = `${storeOf(location.path)}/files`;
  const read = (path: string): Uint8Array | undefined => {
    const digest = entries.get(path);
    if (digest === undefined) return undefined;
    const place = `${files}/${digest.slice(0, 2)}/${digest.slice(2)}`;
    const bytes = fs.bytes(place) ?? fs.bytes(`${place}-exec`);
    // pnpm checks this again before it links a file, because files in the store may have been edited through a link.
    if (bytes !== undefined && createHash('sha512').update(bytes).digest('hex') !== digest)
      throw new ArchiveProblem(`\`${path}\` in the store is not what the index says`);
    return bytes;
  };
  return {
    list: async () => Promise.resolve([...entries.keys()].filter((name) => name.split('/').length <= DEEPEST + 1).toSorted()),
    bytes: async (path) => Promise.resolve(read(path)),
    text: async (path) => Promise.resolve(decodeOptional(path, read(path))),
  };
}

function entriesOf(text: string): ReadonlyMap<string, string> {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw new ArchiveProblem('the index of the store is not JSON');
  }
  const files = isRecord(root) && isRecord(root['files']) ? root['files'] : {};
  const entries = new Map<string, string>();
  for (const [name, file] of Object.entries(files)) {
    const integrity = isRecord(file) ? file['integrity'] : undefined;
    const base64 = typeof integrity === 'string' ? /^sha512-([A-Za-z0-9+/=]+)$/.exec(integrity)?.[1] : undefined;
    if (base64 !== undefined) entries.set(name, Buffer.from(base64, 'base64').toString('hex'));
  }
  return entries;
}

// `v3/files/ab/cd…-index.json` since pnpm 5, `v10/index/ab/cd…-name@version.json` since pnpm 10
function storeOf(index: string): string {
  return directoryOf(directoryOf(directoryOf(index)));
}
