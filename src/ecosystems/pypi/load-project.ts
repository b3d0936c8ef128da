import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PythonManifest } from './manifest.ts';
import { loadPyproject } from './pyproject/load.ts';
import { readSetupCfg } from './setup/setup-cfg.ts';
import { readSetupPy } from './setup/setup-py.ts';

/**
 * The project of a directory from all the files that may describe one; `undefined` when none does. A pyproject.toml with
 * `[project]` says everything but what it calls dynamic; setup.cfg and setup.py add to each other.
 */
export function loadProject(directory: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): PythonManifest | undefined {
  const pyproject = loadPyproject(directory, fs, diagnostics);
  const first = pyproject?.isEmpty === false ? pyproject.manifest : undefined;
  if (first !== undefined && pyproject?.isWhole === true) return first;
  const cfg = readText(joinPath(directory, 'setup.cfg'), fs, diagnostics);
  const py = readText(joinPath(directory, 'setup.py'), fs, diagnostics);
  return combine([
    first,
    cfg === undefined ? undefined : readSetupCfg(cfg.path, cfg.text),
    py === undefined ? undefined : readSetupPy(py.path, py.text, diagnostics),
  ]);
}

function readText(path = '', fs: ReadOnlyFs, diagnostics: Diagnostic[]): { path: string; text: string } | undefined {
  try {
    const text = fs.text(path);
    return text === undefined ? undefined : { path, text };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    diagnostics.push(diagnostic('manifest-unparsable', error.message, { path: error.path }));
    return undefined;
  }
}

// Each fact from the first file that has it, dependencies from all.
function combine(all: readonly (PythonManifest | undefined)[]): PythonManifest | undefined {
  const found = all.filter((manifest) => manifest !== undefined);
  const [first, ...others] = found;
  if (first === undefined || others.length === 0) return first;
  const { name, version, description, ...named } = found.find((manifest) => manifest.name !== undefined) ?? first;
  const anyVersion = version ?? found.find((manifest) => manifest.version !== undefined)?.version;
  const anyDescription = description ?? found.find((manifest) => manifest.description !== undefined)?.description;
  return {
    ...named,
    ...(name !== undefined && { name }),
    ...(anyVersion !== undefined && { version: anyVersion }),
    ...(anyDescription !== undefined && { description: anyDescription }),
    licenses: found.flatMap(({ licenses }) => licenses),
    dependencies: found.flatMap(({ path, dependencies }) => dependencies.map((item) => ({ path, ...item }))),
    extras: new Set(found.flatMap(({ extras }) => [...extras])),
  };
}
