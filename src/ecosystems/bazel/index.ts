import type { Ecosystem } from '../ecosystem.ts';
import { mavenInstallReader } from './maven-install.ts';
import { moduleLockReader } from './module-lock.ts';
import { moduleFileReader } from './read-module-file.ts';

/** Bazel modules, and the Maven artifacts that rules_jvm_external pins. */
export const bazel: Ecosystem = {
  id: 'bazel',
  title: 'Bazel',
  purlTypes: ['bazel', 'maven', 'github', 'git'],
  readers: [moduleLockReader, mavenInstallReader, moduleFileReader],
  capabilities: { graph: 'full', scopes: true, hashes: true, origins: true, workspaces: false, licenses: [] },
};
