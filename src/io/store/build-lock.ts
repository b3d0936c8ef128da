import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { numberField, textField } from '../../domain/values.ts';
import { storePaths } from './layout.ts';

const POLL_MS = 200;
const SILENT_MS = 120_000;
const SIGN_OF_LIFE_MS = 20_000;

/**
 * Waits until no other builder works on the store, then holds the place. One that was killed on this machine, or gives no sign of
 * life from another one, does not keep it. Two at once would do no harm but work twice: each writes a file of its own.
 */
export async function lockBuild(store: string, onWait: () => void): Promise<() => void> {
  const file = storePaths.lock(store);
  for (let waited = false; ; waited = true) {
    if (take(file)) break;
    if (isAbandoned(file)) rmSync(file, { force: true });
    else {
      if (!waited) onWait();
      await setTimeout(POLL_MS);
    }
  }
  const beat = setInterval(() => touch(file), SIGN_OF_LIFE_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (ownerOf(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

function take(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, JSON.stringify({ host: hostname(), pid: process.pid }));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const owner = ownerOf(file);
  if (owner?.host === hostname() && owner.pid !== undefined) return owner.pid !== process.pid && !isAlive(owner.pid);
  return Date.now() - stats.mtimeMs > SILENT_MS;
}

function ownerOf(file: string): { readonly host: string | undefined; readonly pid: number | undefined } | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return { host: textField(value, 'host'), pid: numberField(value, 'pid') };
  } catch {
    return undefined; // gone, or being written at this moment
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // taken away: whoever did holds it now
  }
}
