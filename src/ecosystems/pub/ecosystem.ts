import type { Ecosystem } from '../ecosystem.ts';
import { pubspecLockReader } from './read-pubspec-lock.ts';
import { pubspecReader } from './read-pubspec.ts';

/** Dart and Flutter packages. The whole graph is known only where pub's cache is at hand. */
export const pub: Ecosystem = {
  id: 'pub',
  title: 'pub (Dart, Flutter)',
  purlTypes: ['pub'],
  readers: [pubspecLockReader, pubspecReader],
  capabilities: { graph: 'direct', scopes: true, hashes: true, origins: true, workspaces: true, licenses: ['cache'] },
  // A Dart package says nothing of its license but by its files.
  licensing: { locate: (_component, { installed }) => installed, declared: async () => Promise.resolve(undefined) },
};
