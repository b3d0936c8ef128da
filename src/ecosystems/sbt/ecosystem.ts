import type { Ecosystem } from '../ecosystem.ts';
import { jvmLicensing } from '../maven/licensing.ts';
import { sbtBuildReader } from './read-build.ts';
import { sbtLockReader } from './read-lockfile.ts';

/** Scala packages, built by sbt. */
export const sbt: Ecosystem = {
  id: 'sbt',
  title: 'sbt (Scala)',
  purlTypes: ['maven'],
  readers: [sbtLockReader, sbtBuildReader],
  capabilities: { graph: 'none', scopes: true, hashes: true, origins: false, workspaces: false, licenses: ['cache'] },
  licensing: jvmLicensing,
};
