import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { CargoManifest } from './manifest.ts';

/** The project of a manifest that has a `[package]`. */
export function toProject(manifest: CargoManifest, key: string): FirstPartyPackage | undefined {
  const own = manifest.package;
  if (own === undefined) return undefined;
  const { path, directory } = manifest;
  const lines = own.licenseLine === undefined ? {} : { lines: [own.licenseLine, own.licenseLine] as const };
  return {
    kind: 'first-party',
    key,
    path: directory,
    name: own.name,
    ...(own.version !== undefined && { version: own.version }),
    ...(own.description !== undefined && { description: own.description }),
    ...(own.private && { private: true }),
    manifest: path,
    occurrences: [{ path, ...(own.line !== undefined && { line: own.line }) }],
    licenses:
      own.license === undefined
        ? []
        : [{ method: 'manifest-field', raw: own.license, location: { root: 'tree', path, ...lines } }],
  };
}
