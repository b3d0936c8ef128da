import type { Ecosystem } from '../ecosystem.ts';
import { cranLicensing } from './library.ts';
import { descriptionReader } from './read-description.ts';
import { renvLockReader } from './renv-lock.ts';

/** R packages, locked by renv or installed in a library. */
export const cran: Ecosystem = {
  id: 'cran',
  title: 'renv and R packages',
  purlTypes: ['cran'],
  readers: [renvLockReader, descriptionReader],
  capabilities: {
    graph: 'full',
    scopes: false,
    hashes: false,
    origins: true,
    workspaces: false,
    licenses: ['lockfile', 'manifest', 'installed', 'cache'],
  },
  licensing: cranLicensing,
};
