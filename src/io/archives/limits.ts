/** What an archive from a scanned tree may cost. Beyond it the archive is not read, and that is said. */
export interface ArchiveLimits {
  /** Bytes of the archive file itself. */
  readonly archiveBytes: number;
  readonly entries: number;
  /** Bytes of one entry when unpacked. */
  readonly entryBytes: number;
  /** Bytes unpacked per archive in all. */
  readonly totalBytes: number;
  /** Unpacked size over packed size of one entry. Deflate cannot exceed 1032. */
  readonly ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  archiveBytes: 512 * 1024 * 1024,
  entries: 100_000,
  entryBytes: 4 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  ratio: 200,
};

/** An archive that is damaged, or asks for more than the limits. Becomes a diagnostic. */
export class ArchiveProblem extends Error {
  override readonly name = 'ArchiveProblem';
}

/** The name of an archive entry when it stays inside the archive; absolute, parent and odd names are left out. */
export function safeEntryName(name: string): string | undefined {
  if (name === '' || name.startsWith('/') || /[\\\u0000]|^[a-z]:/i.test(name)) return undefined;
  const segments = name.split('/').filter((segment) => segment !== '.');
  if (segments.includes('..') || segments.slice(0, -1).includes('')) return undefined;
  return segments.join('/');
}
