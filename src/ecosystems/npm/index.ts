import type { Ecosystem } from '../ecosystem.ts';
import { chooseLockfile } from './choose-lockfile.ts';
import { npmLicensing } from './licensing.ts';
import { packageJson } from './package-json.ts';
import { npmShrinkwrap, packageLock } from './package-lock.ts';

/** JavaScript: everything that installs packages of the npm kind. */
export const npm: Ecosystem = {
  id: 'npm',
  title: 'JavaScript',
  purlTypes: ['npm'],
  readers: [packageLock, npmShrinkwrap, packageJson],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['lockfile', 'installed', 'manifest'],
  },
  chooseLockfile,
  licensing: npmLicensing,
};
