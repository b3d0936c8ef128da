import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, Ecosystem, PackageFiles } from '../ecosystem.ts';
import { readPodspec } from './podspec.ts';
import { podfileLockReader } from './read-podfile-lock.ts';
import { podfileReader } from './read-podfile.ts';

/** Pods of Apple projects. */
export const cocoapods: Ecosystem = {
  id: 'cocoapods',
  title: 'CocoaPods',
  purlTypes: ['cocoapods'],
  readers: [podfileLockReader, podfileReader],
  capabilities: {
    graph: 'full',
    scopes: false,
    hashes: false,
    origins: true,
    workspaces: true,
    licenses: ['manifest', 'installed'],
  },
  licensing: { locate: (_component, { installed }) => installed, declared },
};

// Pods rarely ship their podspec; their license text stands in the folder.
async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const path = (await files.list()).find((name) => /^[^/]+\.podspec$/.test(name));
  const text = path === undefined ? undefined : await files.text(path);
  if (path === undefined || text === undefined) return undefined;
  const { name, version, licenses } = readPodspec({ path: `${location.path}/${path}`, text: () => text }, location.root);
  return { name, ...(version !== undefined && { version }), licenses };
}
