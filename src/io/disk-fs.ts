import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { byCodeUnit } from '../domain/order.ts';
import { directoryOf } from '../domain/path.ts';
import { FileProblem, type FileStat, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import { decodeText } from './decode-text.ts';

const DEFAULT_LIMIT = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** The tree below a directory of the disk. No path, link or `..` leads out of it. */
export function diskFs(root: string, limit: number = DEFAULT_LIMIT): ReadOnlyFs {
  const realRoot = realpathSync(root);
  const insideDirectories = new Map<string, boolean>([['', true]]);

  const isInside = (real: string): boolean =>
    real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);

  // Most files share few directories, so the link check of a directory is done once.
  const isDirectoryInside = (directory: string): boolean => {
    const known = insideDirectories.get(directory);
    if (known !== undefined) return known;
    let inside = false;
    try {
      inside = isInside(realpathSync(join(realRoot, directory)));
    } catch {
      inside = false; // absent, or a loop of links
    }
    insideDirectories.set(directory, inside);
    return inside;
  };

  const statInside = (path: string): Stats | undefined => {
    if (path.includes('\u0000') || path.split('/').includes('..') || !isDirectoryInside(directoryOf(path))) return undefined;
    const full = join(realRoot, path);
    try {
      const own = lstatSync(full);
      if (!own.isSymbolicLink()) return own;
      return isInside(realpathSync(full)) ? statSync(full) : undefined;
    } catch {
      return undefined;
    }
  };

  const bytes = (path: string): Uint8Array | undefined => {
    const stats = statInside(path);
    if (stats === undefined || !stats.isFile()) return undefined;
    if (stats.size > limit) {
      throw new FileProblem(path, 'too-large', `${stats.size} bytes are more than the ${limit} that are read`);
    }
    try {
      return readFileSync(join(realRoot, path));
    } catch (error) {
      throw new FileProblem(path, 'unreadable', describeErrno(error));
    }
  };

  const opened = <T>(path: string, use: (file: number) => T): T | undefined => {
    if (statInside(path)?.isFile() !== true) return undefined;
    let file: number | undefined;
    try {
      file = openSync(join(realRoot, path), 'r');
      return use(file);
    } catch (error) {
      throw new FileProblem(path, 'unreadable', describeErrno(error));
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };

  return {
    stat(path): FileStat | undefined {
      const stats = statInside(path);
      if (stats?.isFile() === true) return { kind: 'file', size: stats.size };
      if (stats?.isDirectory() === true) return { kind: 'directory', size: 0 };
      return undefined;
    },
    list(path) {
      if (statInside(path)?.isDirectory() !== true) return [];
      try {
        return readdirSync(join(realRoot, path)).toSorted(byCodeUnit);
      } catch (error) {
        throw new FileProblem(path, 'unreadable', describeErrno(error));
      }
    },
    bytes,
    slice: (path, start, length) => opened(path, (file) => readAt(file, start, Math.min(length, limit))),
    digest: (path, algorithm) =>
      opened(path, (file) => {
        const hash = createHash(algorithm);
        for (let at = 0; ; at += CHUNK) {
          const part = readAt(file, at, CHUNK);
          hash.update(part);
          if (part.length < CHUNK) return hash.digest('hex');
        }
      }),
    text(path) {
      const found = bytes(path);
      return found === undefined ? undefined : decodeText(path, found);
    },
  };
}

function readAt(file: number, position: number, length: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, position));
}

function describeErrno(error: unknown): string {
  return error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read';
}
