import type { Ecosystem } from '../ecosystem.ts';
import { chooseLockfile } from './choose-lockfile.ts';
import { npmLicensing } from './licensing.ts';
import { packageJson } from './package-json.ts';
import { npmShrinkwrap, packageLock } from './package-lock.ts';
import { PNPM_LOCK, PNPM_UNSUPPORTED } from './pnpm/reader.ts';
import { YARN_LOCK } from './yarn-lock.ts';

/** JavaScript: everything that installs packages of the npm kind. */
export const npm: Ecosystem = {
  id: 'npm',
  title: 'JavaScript (npm, pnpm, yarn, bun, deno)',
  purlTypes: ['npm'],
  readers: [packageLock, npmShrinkwrap, PNPM_LOCK, YARN_LOCK, packageJson],
  unsupported: PNPM_UNSUPPORTED,
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
