import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeManifest, type DecodedManifest } from '../inventory/manifest/decode-manifest.ts';

export const ORG_FILE = 'licet.org.yaml';

/** The manifest for a directory: its own, or the nearest above it. */
export function findOrgManifest(directory: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    const candidate = join(current, ORG_FILE);
    if (existsSync(candidate)) return candidate;
    if (dirname(current) === current) return undefined;
  }
}

export interface LoadedManifest extends DecodedManifest {
  readonly text: string;
}

/** Reads and decodes a manifest; `shown` names it in messages. */
export function loadOrgManifest(file: string, shown: string): LoadedManifest {
  const text = readFileSync(file, 'utf8');
  return { text, ...decodeManifest(text, shown) };
}
