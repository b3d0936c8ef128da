import type { Ecosystem } from '../ecosystem.ts';
import { jvmLicensing } from '../maven/licensing.ts';
import { gradleBuildReader } from './read-build-script.ts';
import { gradleCatalogReader } from './read-catalog.ts';
import { gradleLockReader } from './read-lockfile.ts';
import { gradleVerificationReader } from './read-verification-metadata.ts';

/** Java, Kotlin and Android packages, built by Gradle. */
export const gradle: Ecosystem = {
  id: 'gradle',
  title: 'Gradle (Java, Kotlin)',
  purlTypes: ['maven'],
  readers: [gradleLockReader, gradleVerificationReader, gradleCatalogReader, gradleBuildReader],
  capabilities: { graph: 'direct', scopes: true, hashes: true, origins: false, workspaces: true, licenses: ['cache'] },
  licensing: jvmLicensing,
};
