import type { Ecosystem } from '../ecosystem.ts';
import { jvmLicensing } from './licensing.ts';
import { pomReader } from './read-poms.ts';

/** Java and other JVM packages, built by Maven. */
export const maven: Ecosystem = {
  id: 'maven',
  title: 'Maven (Java)',
  purlTypes: ['maven'],
  readers: [pomReader],
  capabilities: { graph: 'full', scopes: true, hashes: false, origins: false, workspaces: true, licenses: ['manifest', 'cache'] },
  licensing: jvmLicensing,
};
