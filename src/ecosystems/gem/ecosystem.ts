import type { Ecosystem } from '../ecosystem.ts';
import { gemLicensing } from './licensing.ts';
import { gemfileLockReader, gemsLockedReader } from './read-gemfile-lock.ts';
import { gemManifestReader } from './read-gemfile.ts';
import { gemSpecificationsReader } from './read-specifications.ts';

/** Ruby gems, locked by Bundler. */
export const gem: Ecosystem = {
  id: 'gem',
  title: 'RubyGems (Bundler)',
  purlTypes: ['gem'],
  readers: [gemfileLockReader, gemsLockedReader, gemSpecificationsReader, gemManifestReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['manifest', 'installed', 'cache'],
  },
  licensing: gemLicensing,
};
