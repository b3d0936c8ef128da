import type { Ecosystem } from '../ecosystem.ts';
import { composerLicensing } from './licensing.ts';
import { composerJsonReader } from './read-composer-json.ts';
import { composerLockReader } from './read-composer-lock.ts';
import { composerInstalledReader } from './read-installed.ts';

/** PHP packages, locked by Composer. Its lockfile carries the licenses. */
export const composer: Ecosystem = {
  id: 'composer',
  title: 'Composer (PHP)',
  purlTypes: ['composer'],
  readers: [composerLockReader, composerInstalledReader, composerJsonReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['lockfile', 'manifest', 'installed', 'cache'],
  },
  licensing: composerLicensing,
};
