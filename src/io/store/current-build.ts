import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, numberField, textField } from '../../domain/values.ts';
import { publish, writeAtomic } from './atomic-file.ts';
import { storePaths } from './layout.ts';

/** Which database holds, and what it was made of. */
export interface CurrentBuild {
  /** sha256 over everything that went in: the same in, the same name. */
  readonly id: string;
  readonly rows: number;
  readonly builtAt: string;
}

export function loadCurrentBuild(store: string): CurrentBuild | undefined {
  const file = storePaths.current(store);
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const [id, builtAt, rows] = [textField(value, 'id'), textField(value, 'builtAt'), numberField(value, 'rows')];
    const isComplete = isRecord(value) && id !== undefined && builtAt !== undefined && rows !== undefined;
    return isComplete && existsSync(storePaths.build(store, id)) ? { id, builtAt, rows } : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a finished database file in the place of the one before. Readers that have that one open go on with it. */
export function publishBuild(store: string, temporary: string, build: CurrentBuild): void {
  mkdirSync(storePaths.builds(store), { recursive: true });
  publish(temporary, storePaths.build(store, build.id));
  writeAtomic(store, storePaths.current(store), `${JSON.stringify({ schema: 'licet-build/1', ...build }, undefined, 2)}\n`);
  removeOld(store, build.id);
}

const KEPT = 2;

// The one before stays for readers that have just looked up its name.
function removeOld(store: string, current: string): void {
  const folder = storePaths.builds(store);
  const old = readdirSync(folder)
    .filter((name) => name.endsWith('.duckdb') && name !== `${current}.duckdb`)
    .map((name) => ({ name, time: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((a, b) => b.time - a.time);
  for (const { name } of old.slice(KEPT - 1)) rmSync(join(folder, name), { force: true });
}
