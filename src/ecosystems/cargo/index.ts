import type { Ecosystem } from '../ecosystem.ts';
import { cargoLicensing } from './licensing.ts';
import { cargoLockReader } from './read-cargo-lock.ts';
import { cargoTomlReader } from './read-cargo-toml.ts';

/** Rust crates, locked by Cargo. */
export const cargo: Ecosystem = {
  id: 'cargo',
  title: 'Cargo (Rust)',
  purlTypes: ['cargo'],
  readers: [cargoLockReader, cargoTomlReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['manifest', 'installed', 'cache'],
  },
  licensing: cargoLicensing,
};
