import { byCodeUnit } from '../domain/order.ts';
import { FileProblem, type ReadOnlyFs } from '../domain/read-only-fs.ts';

/** A tree in memory for tests: `memoryFs({ 'Cargo.lock': '…' })`. A `FileProblem` as content is thrown when it is read. */
export function memoryFs(
  files: Readonly<Record<string, string | Uint8Array | FileProblem>>,
): ReadOnlyFs & { readonly paths: readonly string[] } {
  const encoder = new TextEncoder();
  const bytes = (path: string): Uint8Array | undefined => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content instanceof FileProblem) throw content;
    return typeof content === 'string' ? encoder.encode(content) : content;
  };
  const names = Object.keys(files).toSorted(byCodeUnit);
  const prefixOf = (path: string): string => (path === '' ? '' : `${path}/`);
  return {
    paths: names,
    bytes,
    text: (path) => {
      const found = bytes(path);
      return found === undefined ? undefined : new TextDecoder().decode(found);
    },
    list: (path) =>
      [
        ...new Set(
          names
            .filter((name) => name.startsWith(prefixOf(path)))
            .map((name) => name.slice(prefixOf(path).length).split('/')[0] ?? ''),
        ),
      ].toSorted(byCodeUnit),
    stat: (path) => {
      if (Object.hasOwn(files, path))
        return { kind: 'file', size: files[path] instanceof FileProblem ? 0 : (bytes(path)?.length ?? 0) };
      return names.some((name) => name.startsWith(prefixOf(path))) ? { kind: 'directory', size: 0 } : undefined;
    },
  };
}
