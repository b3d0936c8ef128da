import type { Ecosystem } from '../ecosystem.ts';
import { installedReader } from './installed/reader.ts';
import { pypiLicensing } from './licensing.ts';
import { pdmLockReader } from './pdm/reader.ts';
import { pipfileLockReader } from './pipfile-lock.ts';
import { poetryLockReader } from './poetry/reader.ts';
import { projectReader } from './project-reader.ts';
import { pylockReader } from './pylock.ts';
import { requirementsReader } from './requirements/reader.ts';
import { uvLockReader } from './uv/reader.ts';

/** Python distributions, whichever tool locks them. */
export const pypi: Ecosystem = {
  id: 'pypi',
  title: 'Python (pip, uv, Poetry, PDM, Pipenv)',
  purlTypes: ['pypi'],
  readers: [
    uvLockReader,
    poetryLockReader,
    pdmLockReader,
    pylockReader,
    pipfileLockReader,
    installedReader,
    requirementsReader,
    projectReader,
  ],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['manifest', 'installed', 'cache'],
  },
  licensing: pypiLicensing,
};
