import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../../domain/path.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { fileBeside } from '../../formats/file-beside.ts';
import { readMsBuildFile, type MsBuildFile } from './project-file.ts';

/** Reads each MSBuild file at most once. */
export interface MsBuildLoader {
  load(path: string): MsBuildFile | undefined;
  /** The nearest file of that name in a directory or above it, as MSBuild looks for `Directory.Build.props`. */
  above(name: string, directory: string): string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function msBuildLoader(fs: ReadOnlyFs): MsBuildLoader {
  const files = new Map<string, MsBuildFile | undefined>();
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    load(path) {
      if (files.has(path)) return files.get(path);
      const file = fileBeside(path, fs);
      const read = file?.value === undefined ? file : readMsBuildFile(file.value);
      if (read?.problem !== undefined) diagnostics.push(read.problem);
      const value = read === undefined || read.problem !== undefined ? undefined : read.value;
      files.set(path, value);
      return value;
    },
    above(name, directory) {
      for (let at = directory; ; at = directoryOf(at)) {
        const path = at === '' ? name : `${at}/${name}`;
        if (fs.stat(path)?.kind === 'file') return path;
        if (at === '') return undefined;
      }
    },
  };
}
