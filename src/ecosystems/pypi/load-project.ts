import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PythonManifest } from './manifest.ts';
import { loadPyproject } from './pyproject/load.ts';

/** The project of a directory from all the files that may describe one; `undefined` when none does. */
export function loadProject(directory: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): PythonManifest | undefined {
  const pyproject = loadPyproject(directory, fs, diagnostics);
  return pyproject?.isEmpty === false ? pyproject.manifest : undefined;
}
