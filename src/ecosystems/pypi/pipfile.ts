import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { Scope } from '../../domain/scope.ts';
import { readToml } from '../formats/toml.ts';
import { isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import type { DeclaredDependency, PythonManifest } from './manifest.ts';
import { isName } from './names.ts';
import { declarationLines } from './pyproject/lines.ts';
import { poetrySource } from './pyproject/poetry-table.ts';

/** Tables of a Pipfile that hold no packages (pypa/pipfile). */
const SETTINGS = new Set(['source', 'requires', 'pipenv', 'scripts', 'build-system', 'project']);

/** The Pipfile of a directory; `undefined` when there is none, or it cannot be read. */
export function loadPipfile(directory: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): PythonManifest | undefined {
  const path = joinPath(directory, 'Pipfile') ?? 'Pipfile';
  try {
    const text = fs.text(path);
    if (text === undefined) return undefined;
    const { value, problem } = readToml({ path, text: () => text, bytes: () => new Uint8Array() }, 'manifest-unparsable');
    if (problem === undefined) return toManifest(path, value, text);
    diagnostics.push(problem);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    diagnostics.push(diagnostic('manifest-unparsable', error.message, { path: error.path }));
  }
  return undefined;
}

function toManifest(path: string, root: UnknownRecord, text: string): PythonManifest {
  const lines = declarationLines(text);
  const dependencies = Object.keys(root)
    .filter((section) => !SETTINGS.has(section))
    .flatMap((section) =>
      Object.entries(recordField(root, section) ?? {}).flatMap(([name, value]) => {
        const line = lines.get(`[${section}] ${name}`);
        return isName(name) && (typeof value === 'string' || isRecord(value))
          ? [{ ...toDependency(name, value, sectionScope(section)), ...(line !== undefined && { line }) }]
          : [];
      }),
    );
  return { path, directory: directoryOf(path), licenses: [], dependencies, extras: new Set() };
}

function sectionScope(section: string): Scope {
  if (section === 'packages') return 'runtime';
  return section === 'dev-packages' ? 'dev' : 'optional';
}

function toDependency(name: string, value: unknown, scope: Scope): DeclaredDependency {
  const text = typeof value === 'string' ? value : textField(value, 'version');
  const source = poetrySource(value);
  const marker = textField(value, 'markers') ?? textField(value, 'sys_platform') ?? textField(value, 'platform_system');
  return {
    name,
    extras: (listField(value, 'extras') ?? []).filter((extra) => typeof extra === 'string'),
    ...(text !== undefined && text !== '*' && text !== '' && { rule: { syntax: 'pep440', text } as const }),
    ...(source !== undefined && { source }),
    scope,
    ...(marker !== undefined && { marker }),
  };
}
