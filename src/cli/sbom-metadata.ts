import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SbomMetadata } from '../domain/sbom-metadata.ts';
import { UsageError } from '../domain/usage-error.ts';
import { findFileAbove, shownPath } from '../io/policy-files.ts';
import type { Terminal } from './terminal.ts';

const METADATA_FILE = 'licet.sbom.yaml';

/** What people state for the SBOMs of a directory: the named file, else `licet.sbom.yaml` there or above it in the repository. */
export async function sbomMetadata(
  path: string,
  named: string | undefined,
  terminal: Terminal,
): Promise<SbomMetadata | undefined> {
  const target = resolve(terminal.cwd, path);
  const directory = statSync(target, { throwIfNoEntry: false })?.isFile() === true ? dirname(target) : target;
  const file = named === undefined ? findFileAbove(directory, METADATA_FILE) : resolve(terminal.cwd, named);
  if (file === undefined) return undefined;
  if (!existsSync(file)) throw new UsageError(`\`${named ?? file}\` is not there`, 'name a file as docs/sbom.md describes it');
  const { decodeSbomMetadata } = await import('../report/sbom-metadata.ts');
  return decodeSbomMetadata(readFileSync(file, 'utf8'), shownPath(terminal.cwd, file));
}
