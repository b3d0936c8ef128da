import { joinPath } from '../../../domain/path.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { field, recordField, textField } from '../../formats/values.ts';
import { readYaml } from '../../formats/yaml.ts';

/** What `catalog:` and `catalog:<name>` stand for: ranges kept once in `.yarnrc.yml` (yarn 4.10 and later). */
export function berryCatalogs(fs: ReadOnlyFs, root: string): (name: string, range: string) => string | undefined {
  const path = joinPath(root, '.yarnrc.yml');
  if (path === undefined || fs.stat(path)?.kind !== 'file') return () => undefined;
  const text = fs.text(path) ?? '';
  const decoded = readYaml({ path, text: () => text, bytes: () => new Uint8Array() }, 'manifest-unparsable');
  const settings = decoded.value?.[0];
  return (name, range) => {
    const catalog = /^catalog:(.*)$/.exec(range)?.[1];
    if (catalog === undefined) return undefined;
    const named = catalog === '' || catalog === 'default' ? recordField(settings, 'catalog') : undefined;
    return textField(named, name) ?? textField(field(field(settings, 'catalogs'), catalog === '' ? 'default' : catalog), name);
  };
}
