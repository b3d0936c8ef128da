import type { PackageLocation } from '../domain/read-result.ts';
import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { decodeText } from './decode-text.ts';

/** Depth of the names that are listed below a package, in directories and in archives. */
export const DEEPEST = 2;
const MOST_NAMES = 5000;

/** The files of an unpacked package: those at its top, and those in folders of licenses. */
export function directoryFiles(fs: ReadOnlyFs, location: PackageLocation): PackageFiles {
  const directory = join(location.path, location.inside ?? '');
  const bytes = async (path: string): Promise<Uint8Array | undefined> => Promise.resolve(fs.bytes(join(directory, path)));
  return {
    async list() {
      const names: string[] = [];
      walk(fs, directory, { below: '', depth: 0, names });
      return Promise.resolve(names);
    },
    bytes,
    text: async (path) => decodeOptional(path, await bytes(path)),
  };
}

/** The text of a file that may not be there. */
export function decodeOptional(path: string, bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : decodeText(path, bytes);
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

function join(directory: string, name: string): string {
  return [directory, name].filter((part) => part !== '').join('/');
}
