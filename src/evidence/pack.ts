import { createHash } from 'node:crypto';
import { by } from '../domain/order.ts';

/** One file of an evidence pack, below its directory. */
export interface PackFile {
  readonly path: string;
  readonly mediaType: string;
  /** What it is for: `snapshot`, `sbom`, `findings`, `metrics`, `checklist`, `report`. */
  readonly role: string;
  readonly text: string;
}

/** Adds `manifest.json`: every other file with size and digests, so that a changed or added file can be named. */
export function sealPack(files: readonly PackFile[], facts: Readonly<Record<string, unknown>>): PackFile[] {
  const sorted = files.toSorted(by((file) => file.path));
  const manifest = {
    schema: 'licet-evidence-manifest/1',
    ...facts,
    files: sorted.map((file) => {
      const bytes = Buffer.from(file.text);
      return {
        path: file.path,
        role: file.role,
        mediaType: file.mediaType,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        sha512: createHash('sha512').update(bytes).digest('hex'),
      };
    }),
  };
  return [
    ...sorted,
    { path: 'manifest.json', role: 'manifest', mediaType: 'application/json', text: `${JSON.stringify(manifest, null, 2)}\n` },
  ];
}
