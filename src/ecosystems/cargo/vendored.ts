import { parse } from 'smol-toml';
import { joinPath } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { recordField, textField } from '../formats/values.ts';
import { readableText } from '../formats/readable-text.ts';

/** Finds the copies that `cargo vendor` made. */
export interface VendoredCrates {
  locate(name: string, version: string): readonly PackageLocation[];
}

/**
 * `cargo vendor` writes one folder per crate, `name`, or `name-version` for all but the newest of several versions,
 * into `vendor/` or where `.cargo/config.toml` has a `[source.*] directory`.
 */
export function findVendored(root: string, fs: ReadOnlyFs): VendoredCrates {
  const folders = vendorDirectories(root, fs).map((directory) => ({ directory, names: new Set(fs.list(directory)) }));
  return {
    locate: (name, version) =>
      folders.flatMap(({ directory, names }) =>
        [`${name}-${version}`, name]
          .filter((folder) => names.has(folder))
          .map((folder) => `${directory}/${folder}`)
          .filter((path) => isVersion(readableText(fs, `${path}/Cargo.toml`), version))
          .slice(0, 1)
          .map((path) => ({ root: 'tree', path, format: 'directory' }) as const),
      ),
  };
}

/** Whether a manifest or lockfile belongs to such a copy: it is third-party, whatever the folder is called. */
export function isVendoredCopy(directory: string, fs: ReadOnlyFs): boolean {
  return fs.stat(joinPath(directory, '.cargo-checksum.json') ?? '')?.kind === 'file';
}

function vendorDirectories(root: string, fs: ReadOnlyFs): string[] {
  const configured = ['.cargo/config.toml', '.cargo/config'].flatMap((name) => {
    const text = readableText(fs, joinPath(root, name) ?? '');
    return text === undefined ? [] : sourceDirectories(text);
  });
  const directories = ['vendor', ...configured].flatMap((directory) => joinPath(root, directory) ?? []);
  return [...new Set(directories)].filter((directory) => fs.stat(directory)?.kind === 'directory');
}

function sourceDirectories(text: string): string[] {
  try {
    return Object.values(recordField(parse(text), 'source') ?? {}).flatMap((source) => textField(source, 'directory') ?? []);
  } catch {
    return []; // Cargo's own settings file; vendored copies are then looked for in `vendor/` only
  }
}

// The manifest in a vendored copy is the one Cargo normalised: one `version = "…"` line in `[package]`.
function isVersion(manifest: string | undefined, version: string): boolean {
  return manifest !== undefined && /^\s*version\s*=\s*"([^"]*)"/m.exec(manifest)?.[1] === version;
}
