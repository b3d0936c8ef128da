import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { by } from '../../domain/order.ts';
import { readTar, writeTar } from '../../evidence/pack/tar.ts';
import { MANIFEST, type PackFile } from '../../evidence/pack/pack-file.ts';

export interface StoredPack {
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** What is wrong with the container itself: headers of an archive, links in a directory. */
  readonly problems: readonly string[];
}

/** Reads a pack, a directory or an archive. */
export function loadPack(path: string, shown: string): StoredPack {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new UsageError(`\`${shown}\` is not there`, 'name the directory or the .tar of an evidence pack');
  if (stats.isFile()) {
    const { entries, problems } = readTar(readFileSync(path));
    if (entries.length === 0)
      throw new UsageError(`\`${shown}\` is not an archive`, 'name the directory or the .tar of an evidence pack');
    return { contents: new Map(entries.map((entry) => [entry.path, entry.bytes])), problems };
  }
  // Asked before anything is read: somebody may name a whole source tree.
  if (!existsSync(join(path, MANIFEST)))
    throw new UsageError(
      `\`${shown}\` holds no ${MANIFEST}: it is no evidence pack, or its manifest was taken away`,
      'name the directory or the .tar that `licet evidence collect` wrote',
    );
  const contents = new Map<string, Uint8Array>();
  const problems: string[] = [];
  collectFiles(path, '', contents, problems);
  return { contents, problems };
}

function collectFiles(root: string, folder: string, contents: Map<string, Uint8Array>, problems: string[]): void {
  for (const name of readdirSync(join(root, folder)).toSorted()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) collectFiles(root, path, contents, problems);
    else if (stats.isFile()) contents.set(path, readFileSync(join(root, path)));
    else problems.push(`${path}: it is a link or a device, not a file`);
  }
}

/** Refuses to write where something is: a file left over would stand in the pack without being in its manifest. */
export function requireFree(path: string, shown: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isDirectory() && readdirSync(path).length === 0)) return;
  const what = stats.isDirectory() ? 'not an empty directory' : 'a file';
  throw new UsageError(`\`${shown}\` is there and ${what}`, 'name a new one for each pack');
}

/** Writes a pack as a directory, or as an archive when the name ends in `.tar`. */
export function savePack(path: string, files: readonly PackFile[]): void {
  const sorted = files.toSorted(by((file) => file.path));
  if (path.endsWith('.tar')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, writeTar(sorted));
    return;
  }
  try {
    for (const file of sorted) {
      const target = join(path, file.path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, file.bytes);
    }
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

/** Puts signatures into a pack that is there. */
export function addToPack(path: string, contents: ReadonlyMap<string, Uint8Array>, files: readonly PackFile[]): void {
  if (statSync(path).isDirectory()) {
    for (const file of files) {
      mkdirSync(dirname(join(path, file.path)), { recursive: true });
      writeFileSync(join(path, file.path), file.bytes);
    }
    return;
  }
  const all = new Map([...contents].map(([name, bytes]) => [name, { path: name, bytes }]));
  for (const file of files) all.set(file.path, { path: file.path, bytes: file.bytes });
  writeFileSync(path, writeTar([...all.values()].toSorted(by((file) => file.path))));
}

export function readTextFile(path: string, shown: string, what: string): string {
  if (!existsSync(path)) throw new UsageError(`there is no ${what} \`${shown}\``);
  return readFileSync(path, 'utf8');
}
