import type { PackageLocation } from '../domain/read-result.ts';
import { FileProblem, type ReadOnlyCaches, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { PackageFilesProblem, type PackageFilesOpener } from '../licenses/package-files.ts';
import { ARCHIVE_LIMITS, ArchiveProblem, type ArchiveLimits } from './archives/limits.ts';
import { readTarGz } from './archives/tar-gz.ts';
import { readZipDirectory, readZipEntry, type ByteSource } from './archives/zip.ts';
import { decodeText } from './decode-text.ts';

/** Depth and number of names that are listed below a package directory. */
const DEEPEST = 2;
const MOST_NAMES = 5000;

/** Package files in the scanned tree and the local caches, through their read-only file systems. */
export function packageFilesOpener(
  fs: ReadOnlyFs,
  caches: ReadOnlyCaches,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): PackageFilesOpener {
  const rootOf = (location: PackageLocation): ReadOnlyFs | undefined =>
    location.root === 'tree' ? fs : caches.get(location.root.slice('cache:'.length));
  return {
    async open(location) {
      const root = rootOf(location);
      const stat = root?.stat(location.path);
      if (root === undefined || stat === undefined) return undefined;
      if (location.format === 'directory') {
        return stat.kind === 'directory' ? guarded(directoryFiles(root, join(location.path, location.inside ?? ''))) : undefined;
      }
      if (stat.kind !== 'file') return undefined;
      const open = location.format === 'zip' ? zipFiles : tarGzFiles;
      return guarded(await asProblem(async () => open(root, location, limits)));
    },
  };
}

function directoryFiles(fs: ReadOnlyFs, directory: string): PackageFiles {
  const bytes = async (path: string): Promise<Uint8Array | undefined> => Promise.resolve(fs.bytes(join(directory, path)));
  return {
    async list() {
      const names: string[] = [];
      walk(fs, directory, { below: '', depth: 0, names });
      return Promise.resolve(names);
    },
    bytes,
    text: async (path) => decode(path, await bytes(path)),
  };
}

interface Walk {
  readonly below: string;
  readonly depth: number;
  readonly names: string[];
}

function walk(fs: ReadOnlyFs, directory: string, { below, depth, names }: Walk): void {
  for (const name of fs.list(join(directory, below))) {
    if (names.length >= MOST_NAMES) return;
    const path = join(below, name);
    const isFolderOfLicenses = /^(?:licen[cs]es?|copying|legal|META-INF)$/i.test(name);
    if (depth > 0 || isFolderOfLicenses) {
      const kind = fs.stat(join(directory, path))?.kind;
      if (kind === 'directory' && depth < DEEPEST) walk(fs, directory, { below: path, depth: depth + 1, names });
      if (kind !== 'file') continue;
    }
    names.push(path);
  }
}

async function zipFiles(fs: ReadOnlyFs, location: PackageLocation, limits: ArchiveLimits): Promise<PackageFiles> {
  const prefix = folder(location.inside);
  const source = byteSource(fs.bytes(location.path) ?? new Uint8Array());
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
    text: async (path) => decode(path, await bytes(path)),
  };
}

async function tarGzFiles(fs: ReadOnlyFs, location: PackageLocation, limits: ArchiveLimits): Promise<PackageFiles> {
  const prefix = folder(location.inside);
  const packed = fs.bytes(location.path) ?? new Uint8Array();
  const isNear = (name: string): boolean => name.startsWith(prefix) && name.slice(prefix.length).split('/').length <= DEEPEST + 1;
  const isSource = /\.(?:[cm]?[jt]sx?|map|css|wasm|node|png|jpe?g|gif|svg|rs|go|py|so|dll|exe)$/i;
  const files = await readTarGz(chunksOf(packed), (name) => isNear(name) && !isSource.test(name), limits);
  return {
    list: async () => Promise.resolve(below(files.keys(), prefix)),
    bytes: async (path) => Promise.resolve(files.get(prefix + path)),
    text: async (path) => decode(path, files.get(prefix + path)),
  };
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const size = 64 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

function byteSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (start, length) => Promise.resolve(bytes.subarray(start, start + length)) };
}

function decode(path: string, bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : decodeText(path, bytes);
}

/** All that can go wrong in a package's files becomes one kind of problem. */
function guarded(files: PackageFiles): PackageFiles {
  return {
    list: async () => asProblem(async () => files.list()),
    bytes: async (path) => asProblem(async () => files.bytes(path)),
    text: async (path) => asProblem(async () => files.text(path)),
  };
}

async function asProblem<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ArchiveProblem || error instanceof FileProblem) throw new PackageFilesProblem(error.message);
    throw error;
  }
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

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
