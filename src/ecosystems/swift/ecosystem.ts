import type { Ecosystem } from '../ecosystem.ts';
import { packageResolvedReader } from './read-package-resolved.ts';
import { packageSwiftReader } from './read-package-swift.ts';

/** Swift packages. The lockfile holds pins and no graph. */
export const swift: Ecosystem = {
  id: 'swift',
  title: 'Swift Package Manager',
  purlTypes: ['swift'],
  readers: [packageResolvedReader, packageSwiftReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: true, workspaces: false, licenses: ['installed'] },
  // A Swift package says nothing of its license but by its files.
  licensing: { locate: (_component, { installed }) => installed, declared: async () => Promise.resolve(undefined) },
};
