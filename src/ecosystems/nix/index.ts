import type { Ecosystem } from '../ecosystem.ts';
import { flakeLockReader } from './flake-lock.ts';
import { flakeReader } from './read-flake.ts';

/** Nix flakes. The sources of a flake lie in the store of the machine, which is not read. */
export const nix: Ecosystem = {
  id: 'nix',
  title: 'Nix flakes',
  purlTypes: ['github', 'bitbucket', 'git', 'generic'],
  readers: [flakeLockReader, flakeReader],
  capabilities: { graph: 'full', scopes: false, hashes: false, origins: true, workspaces: false, licenses: [] },
};
