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
  unsupported: [
    { claim: 'Gopkg.lock', reason: 'dep is not read', hint: 'run `go mod init`, which takes over its versions' },
    { claim: 'glide.lock', reason: 'Glide is not read', hint: 'run `go mod init`, which takes over its versions' },
    { claim: 'Godeps/Godeps.json', reason: 'godep is not read', hint: 'run `go mod init`, which takes over its versions' },
  ],
  licensing: goLicensing,
};
