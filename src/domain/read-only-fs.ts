/**
 * The scanned tree, read-only. Paths are relative to the scan root, with `/`, `''` for the root.
 * Symlinks are followed only to targets inside the root. Made by `io/`, or by `memoryFs` in tests.
 */
export interface ReadOnlyFs {
  /** `undefined` when there is nothing at that path (or it leads out of the root). */
  stat(path: string): FileStat | undefined;
  /** Names in a directory, sorted by code unit; empty when it is not a directory. */
  list(path: string): readonly string[];
  /**
   * The bytes, or `undefined` when there is no regular file at that path.
   * @throws FileProblem when it is there and cannot be read, or is larger than the limit.
   */
  bytes(path: string): Uint8Array | undefined;
  /** Like `bytes`, decoded: BOM-aware UTF-8 or UTF-16. @throws FileProblem also when it is neither. */
  text(path: string): string | undefined;
  /** A part of a file, without reading the rest and whatever its size; shorter at its end. Absent: `bytes` has to do. */
  slice?(path: string, start: number, length: number): Uint8Array | undefined;
  /** Hex digest of a whole file of any size, by node's name of the algorithm. Absent: `bytes` has to do. */
  digest?(path: string, algorithm: string): string | undefined;
}

export interface FileStat {
  readonly kind: 'file' | 'directory';
  /** Bytes. */
  readonly size: number;
}

/** A file of the scanned repository that is there and cannot be read. The pipeline makes it a diagnostic. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly path: string;
  readonly reason: 'unreadable' | 'too-large' | 'not-text';

  constructor(path: string, reason: 'unreadable' | 'too-large' | 'not-text', message: string) {
    super(message);
    this.path = path;
    this.reason = reason;
  }
}

/** Local package caches by name (`maven`, `cargo`, `go`, `npm`, …). Absent name: not to be read, or not there. */
export interface ReadOnlyCaches {
  get(name: string): ReadOnlyFs | undefined;
}
