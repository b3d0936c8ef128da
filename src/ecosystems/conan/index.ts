import type { Ecosystem } from '../ecosystem.ts';
import { conanLicensing } from './licensing.ts';
import { conanLockReader } from './read-conan-lock.ts';
import { conanfileReader } from './read-conanfile.ts';

/** C and C++ packages of Conan 1 and 2. */
export const conan: Ecosystem = {
  id: 'conan',
  title: 'Conan (C/C++)',
  purlTypes: ['conan'],
  readers: [conanLockReader, conanfileReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: false,
    origins: false,
    workspaces: false,
    licenses: ['manifest', 'cache'],
  },
  licensing: conanLicensing,
};
