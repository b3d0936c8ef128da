import type { Ecosystem } from '../ecosystem.ts';
import { cartfileReader } from './read-cartfile.ts';

/** Carthage: repositories and binaries of an Apple project, in a flat list. */
export const carthage: Ecosystem = {
  id: 'carthage',
  title: 'Carthage',
  purlTypes: ['github', 'generic'],
  readers: [cartfileReader],
  capabilities: { graph: 'direct', scopes: true, hashes: false, origins: true, workspaces: false, licenses: ['installed'] },
  // What is checked out says nothing of its license but by its files.
  licensing: { locate: (_component, { installed }) => installed, declared: async () => Promise.resolve(undefined) },
};
