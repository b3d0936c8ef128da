/** A file that the registry names, as it was found below the registry's directory. */
export interface RegistryFile {
  readonly sha256: string;
  readonly bytes: number;
  /** Absent when it is no UTF-8 text or too large to keep in memory. */
  readonly text?: string;
}

/** By path as the registry writes it; a path that is missing was not there. */
export type RegistryFiles = ReadonlyMap<string, RegistryFile>;

/** The JSON of a registered file, or `undefined` when it is not there or not JSON. */
export function jsonOf(files: RegistryFiles, path: string): unknown {
  const text = files.get(path)?.text;
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
