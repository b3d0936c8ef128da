import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { UsageError } from '../../domain/usage-error.ts';
import { textField } from '../../domain/values.ts';
import { removeAbandoned, writeAtomic } from './atomic-file.ts';
import { STORE_SCHEMA, storePaths } from './layout.ts';

// Another process may be making the same store at this moment.
const OWN: ReadonlySet<string> = new Set(['tmp', 'licet-store.json']);

/** Makes sure that a directory is a store of a version that is known here; an empty or missing one becomes a store. */
export function openStore(store: string, now: number): void {
  const file = storePaths.format(store);
  if (!existsSync(file)) {
    if (existsSync(store) && readdirSync(store).some((name) => !OWN.has(name)))
      throw new UsageError(`\`${store}\` is not empty and not a store`, 'name an empty directory with `--store`');
    mkdirSync(store, { recursive: true });
    writeAtomic(store, file, `${JSON.stringify({ schema: STORE_SCHEMA }, undefined, 2)}\n`);
    return;
  }
  checkFormat(store, file);
  removeAbandoned(store, now);
}

/** The same for commands that only read. */
export function requireStore(store: string): void {
  const file = storePaths.format(store);
  if (!existsSync(file))
    throw new UsageError(`there is no store \`${store}\``, 'fill one with `licet org scan` or `licet org import`');
  checkFormat(store, file);
}

function checkFormat(store: string, file: string): void {
  const schema = textField(parseJson(readFileSync(file, 'utf8')), 'schema');
  if (schema === STORE_SCHEMA) return;
  const found = schema === undefined ? 'nothing that is known here' : `\`${schema}\``;
  throw new UsageError(
    `the store \`${store}\` is of ${found}, this version reads \`${STORE_SCHEMA}\``,
    'use the version of licet that made it',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
