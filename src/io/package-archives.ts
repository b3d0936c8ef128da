import type { PackageLocation } from '../domain/read-result.ts';
import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { ArchiveProblem, type ArchiveLimits } from './archives/limits.ts';
import { readTarGz } from './archives/tar-gz.ts';
import { readZipDirectory, readZipEntry } from './archives/zip.ts';
import { byteSource } from './byte-source.ts';
import { DEEPEST, decodeOptional } from './package-directory.ts';

/** The files of a package inside a zip; only the entries that are asked for are unpacked. */
export async function zipFiles(fs: ReadOnlyFs, location: PackageLocation, limits: ArchiveLimits): Promise<PackageFiles> {
  const prefix = folder(location.inside);
  const source = byteSource(fs, location.path);
  const entries = await readZipDirectory(source, limits);
  let total = 0;
  const bytes = async (path: string): Promise<Uint8Array | undefined> => {
    const entry = entries.get(prefix + path);
    if (entry === undefined) return undefined;
    total += entry.unpacked;
    if (total > limits.totalBytes) throw new ArchiveProblem(`more than ${limits.totalBytes} bytes to unpack`);
    return readZipEntry(source, entry, limits);
  };
  return {
    list: async () => Promise.resolve(below(entries.keys(), prefix)),
    bytes,
    text: async (path) => decodeOptional(path, await bytes(path)),
  };
}

const IS_SOURCE = /\.(?:[cm]?[jt]sx?|map|css|wasm|node|png|jpe?g|gif|svg|rs|go|py|so|dll|exe)$/i;

/**
 * The files of a package inside a tar.gz, whose top is read in one pass. `inside: '*'` stands for the one folder that holds
 * everything, whatever its name is (npm packs into `package/`, and others into other folders).
 */
export async function tarGzFiles(fs: ReadOnlyFs, location: PackageLocation, limits: ArchiveLimits): Promise<PackageFiles> {
  const anyFolder = location.inside === '*';
  const prefix = anyFolder ? '' : folder(location.inside);
  const innerName = (name: string): string | undefined => {
    if (!anyFolder) return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    const slash = name.indexOf('/');
    return slash === -1 ? undefined : name.slice(slash + 1);
  };
  const isWanted = (name: string): boolean => {
    const inner = innerName(name);
    return inner !== undefined && inner.split('/').length <= DEEPEST + 1 && !IS_SOURCE.test(inner);
  };
  const packed = await readTarGz(chunksOf(fs, location.path), isWanted, limits);
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of packed) {
    const inner = innerName(name) ?? name;
    if (!files.has(inner)) files.set(inner, bytes);
  }
  return {
    list: async () => Promise.resolve([...files.keys()].toSorted()),
    bytes: async (path) => Promise.resolve(files.get(path)),
    text: async (path) => decodeOptional(path, files.get(path)),
  };
}

const CHUNK = 256 * 1024;

async function* chunksOf(fs: ReadOnlyFs, path: string): AsyncIterable<Uint8Array> {
  const source = byteSource(fs, path);
  for (let at = 0; at < source.size; at += CHUNK) yield await source.read(at, CHUNK);
}

function below(names: Iterable<string>, prefix: string): string[] {
  return [...names]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .toSorted();
}

function folder(inside: string | undefined): string {
  return inside === undefined || inside === '' || inside.endsWith('/') ? (inside ?? '') : `${inside}/`;
}
