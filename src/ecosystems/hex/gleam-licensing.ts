import { parse } from 'smol-toml';
import type { DeclaredMetadata, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { listField, textField, type UnknownRecord } from '../formats/values.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { hexLicensing } from './installed.ts';

/** Gleam keeps packages in `build/packages`; one written in Gleam has a gleam.toml, another the metadata of Hex. */
export const readGleamLicenses: PackageLicensing = {
  locate: hexLicensing.locate,
  declared: async (files, location) => (await ofGleamToml(files, location)) ?? hexLicensing.declared(files, location),
};

async function ofGleamToml(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('gleam.toml');
  const root = text === undefined ? undefined : parsed(text);
  if (root === undefined) return undefined;
  const [name, version] = [textField(root, 'name'), textField(root, 'version')];
  const licenses = (listField(root, 'licences') ?? []).filter((item) => typeof item === 'string');
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: manifestLicense(licenses, { root: location.root, path: `${location.path}/gleam.toml` }),
  };
}

function parsed(text: string): UnknownRecord | undefined {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch {
    return undefined; // no metadata at that place
  }
}
