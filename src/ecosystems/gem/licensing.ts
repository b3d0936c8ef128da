import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { readGemspec } from './gemspec.ts';

/** The readers have found the gem's folder and its specification, in the repository or below GEM_HOME. */
export const gemLicensing: PackageLicensing = {
  locate: (_component, { installed }) => installed,
  declared,
};

// A gem's own gemspec is code: what it does not say in literals is not known from it.
async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const path = (await files.list()).find((name) => /^[^/]+\.gemspec$/.test(name));
  const text = path === undefined ? undefined : await files.text(path);
  if (path === undefined || text === undefined) return undefined;
  const { name, version, licenses } = readGemspec({ path: `${location.path}/${path}`, text: () => text }, location.root);
  return { ...(name !== undefined && { name }), ...(version !== undefined && { version }), licenses };
}
