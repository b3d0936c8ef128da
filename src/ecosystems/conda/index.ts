import type { Ecosystem } from '../ecosystem.ts';
import { condaLockReader } from './conda-lock.ts';
import { condaMetaReader } from './conda-meta.ts';
import { condaEnvironmentReader } from './environment-file.ts';
import { condaLicensing } from './licensing.ts';
import { pixiLockReader } from './pixi-lock.ts';
import { pixiTomlReader } from './read-pixi-toml.ts';

/** conda environments: conda-lock, pixi, environment files and installed environments. */
export const conda: Ecosystem = {
  id: 'conda',
  title: 'conda and pixi',
  purlTypes: ['conda', 'pypi'],
  readers: [condaLockReader, pixiLockReader, condaMetaReader, condaEnvironmentReader, pixiTomlReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: false,
    licenses: ['lockfile', 'installed', 'cache'],
  },
  licensing: condaLicensing,
};
