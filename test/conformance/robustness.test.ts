import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { mutate, shuffleKeys } from '../support/mutate.ts';
import { scanMemory } from '../support/scan-folder.ts';

const ECOSYSTEMS = await loadEcosystems();

const ids = new Set(ECOSYSTEMS.map((ecosystem) => ecosystem.id));
const folders = readdirSync('fixtures')
  .filter((id) => ids.has(id))
  .flatMap((id) => readdirSync(join('fixtures', id)).map((name) => join('fixtures', id, name)))
  .filter((folder) => existsSync(join(folder, 'input')));

function filesOf(folder: string): Record<string, Uint8Array> {
  const root = join(folder, 'input');
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path).split(sep).join('/'), readFileSync(path)];
    }),
  );
}

/** What must not depend on the order of keys: everything but lines. */
function facts(snapshot: Snapshot): unknown {
  return {
    components: snapshot.components.map(({ id, uses, hashes, resolution }) => ({ id, uses, hashes, resolution })),
    edges: snapshot.edges,
    // Composer's hash is of the text in its order: to Composer, too, a manifest with its keys moved is another one.
    diagnostics: snapshot.diagnostics
      .filter((item) => item.code !== 'lockfile-hash-differs')
      .map((item) => `${item.code} ${item.path ?? ''} ${item.message}`)
      .toSorted(),
  };
}

describe('every fixture', () => {
  it.each(folders)('%s: both ends of every edge exist', async (folder) => {
    const snapshot = await scanMemory(filesOf(folder));
    const known = new Set(snapshot.components.map((component) => component.id));
    expect(snapshot.edges.filter((edge) => !known.has(edge.from) || !known.has(edge.to))).toEqual([]);
  });

  it.each(folders)('%s: the order of keys does not matter', async (folder) => {
    const files = filesOf(folder);
    const shuffled = Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [path, shuffleKeys(new TextDecoder().decode(bytes), 7) ?? bytes]),
    );
    expect(facts(await scanMemory(shuffled))).toEqual(facts(await scanMemory(files)));
  });

  it.each(folders)('%s: 200 mutations of its files never crash a reader', async (folder) => {
    const files = filesOf(folder);
    const paths = Object.keys(files).toSorted();
    for (let seed = 0; seed < 200; seed += 1) {
      const path = paths[seed % paths.length] ?? '';
      const bytes = files[path] ?? new Uint8Array();
      const snapshot = await scanMemory({ ...files, [path]: mutate(bytes, seed) });
      expect({ seed, path, crashes: snapshot.diagnostics.filter((item) => item.code === 'reader-crashed') }).toEqual({
        seed,
        path,
        crashes: [],
      });
    }
  });
});
