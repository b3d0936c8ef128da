import type { Ecosystem } from '../ecosystem.ts';
import { BUN_UNSUPPORTED, bunLock } from './bun/reader.ts';
import { chooseLockfile } from './choose-lockfile.ts';
import { bowerManifest } from './bower.ts';
import { denoManifest } from './deno/manifest-reader.ts';
import { denoLock } from './deno/reader.ts';
import { npmLicensing } from './licensing.ts';
import { packageJson } from './package-json.ts';
import { npmShrinkwrap, packageLock } from './package-lock.ts';
import { PNPM_UNSUPPORTED, pnpmLock } from './pnpm/reader.ts';
import { yarnLock } from './yarn-lock.ts';

/** JavaScript: everything that installs packages of the npm kind. */
export const npm: Ecosystem = {
  id: 'npm',
  title: 'JavaScript (npm, pnpm, yarn, bun, deno, bower)',
  purlTypes: ['npm', 'bower'],
  readers: [packageLock, npmShrinkwrap, pnpmLock, yarnLock, bunLock, denoLock, denoManifest, bowerManifest, packageJson],
  unsupported: [...PNPM_UNSUPPORTED, ...BUN_UNSUPPORTED],
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
