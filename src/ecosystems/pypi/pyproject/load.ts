import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { joinPath } from '../../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { readToml } from '../../formats/toml.ts';
import { toPyproject, type DecodedPyproject } from './decode.ts';

/** The pyproject.toml of a directory with what is wrong in it; `undefined` when there is none, or it cannot be read. */
export function loadPyproject(directory: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): DecodedPyproject | undefined {
  const path = joinPath(directory, 'pyproject.toml') ?? '';
  try {
    const text = fs.text(path);
    if (text === undefined) return undefined;
    const file = { path, text: () => text, bytes: () => new Uint8Array() };
    const { value, problem } = readToml(file, 'manifest-unparsable');
    if (problem !== undefined) {
      diagnostics.push(problem);
      return undefined;
    }
    const decoded = toPyproject(path, value, text);
    for (const item of decoded.invalid) {
      const message = `\`${item.text.slice(0, 200)}\` is not a requirement`;
      diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line: item.line }));
    }
    return decoded;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    diagnostics.push(diagnostic('manifest-unparsable', error.message, { path: error.path }));
    return undefined;
  }
}
