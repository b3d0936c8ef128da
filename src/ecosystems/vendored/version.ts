import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { baseName } from '../../domain/path.ts';

const VERSION = String.raw`v?(\d+(?:\.\d+){1,3}(?:[-.+~]?[a-z]{0,5}\.?\d{0,4})?)`;
const HEAD = 64 * 1024;

// A build file that names the version of the very project, in its first statement.
const STATEMENTS: readonly (readonly [file: string, pattern: RegExp])[] = [
  ['CMakeLists.txt', new RegExp(String.raw`^\s*project\s*\([^)]{0,200}?\bVERSION\s+"?${VERSION}"?[\s)]`, 'im')],
  ['configure.ac', new RegExp(String.raw`^\s*AC_INIT\(\s*\[?[^,\]]{1,80}\]?\s*,\s*\[?${VERSION}\]?\s*[,)]`, 'im')],
  ['meson.build', new RegExp(String.raw`^\s*project\s*\([^)]{0,400}?\bversion\s*:\s*'${VERSION}'`, 'im')],
  ['VERSION', new RegExp(String.raw`^\s*${VERSION}\s*$`, 'i')],
  ['version.txt', new RegExp(String.raw`^\s*${VERSION}\s*$`, 'i')],
];

/** The version that a copy's build files or folder name state, with the file; a computed one stays unknown. */
export function statedVersion(folder: string, fs: ReadOnlyFs): { readonly version: string; readonly file: string } | undefined {
  for (const [file, pattern] of STATEMENTS) {
    const path = `${folder}/${file}`;
    if (fs.stat(path)?.kind !== 'file' || (fs.stat(path)?.size ?? 0) > HEAD) continue;
    const text = textOf(path, fs);
    const version = text === undefined ? undefined : pattern.exec(text)?.[1];
    if (version !== undefined) return { version, file: path };
  }
  return undefined;
}

/** `zlib-1.2.11` is zlib in version 1.2.11; `md5` is md5. */
export function splitFolderName(folder: string): { readonly name: string; readonly version?: string } {
  const base = baseName(folder);
  const match = new RegExp(`^([A-Za-z][\\w+.-]*?)[-_]${VERSION}$`, 'i').exec(base);
  const [, name, version] = match ?? [];
  return name === undefined || version === undefined ? { name: base } : { name, version };
}

// Not UTF-8 or unreadable: then it says nothing, and the license files beside it still do.
function textOf(path: string, fs: ReadOnlyFs): string | undefined {
  const bytes = fs.bytes(path);
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
