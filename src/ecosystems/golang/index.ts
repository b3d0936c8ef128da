import type { Ecosystem } from '../ecosystem.ts';
import { goLicensing } from './licensing.ts';
import { goModReader } from './read-go-mod.ts';
import { goVendorReader } from './read-vendor.ts';

/** Go modules. The whole graph is known only where the module cache is at hand. */
export const golang: Ecosystem = {
  id: 'golang',
  title: 'Go modules',
  purlTypes: ['golang'],
  readers: [goModReader, goVendorReader],
  capabilities: {
    graph: 'direct',
    scopes: false,
    hashes: false,
    origins: false,
    workspaces: true,
    licenses: ['installed', 'cache'],
  },
  licensing: goLicensing,
};
