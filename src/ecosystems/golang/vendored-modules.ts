import { fileIn } from './module-tree.ts';
import type { VendoredModule } from './modules-txt.ts';
import { toLocal } from './replacements.ts';
import type { SelectedModule } from './build.ts';

/** With a vendor folder the go command reads modules.txt and nothing else; go.mod still says what is direct. */
export function applyVendored(
  listed: readonly SelectedModule[],
  vendored: readonly VendoredModule[],
  directory: string,
): SelectedModule[] {
  const known = new Map(listed.map((item) => [item.path, item]));
  return vendored.flatMap((item) => {
    const module = toVendored(item, directory);
    return module === undefined ? [] : [{ ...module, direct: known.get(item.path)?.direct ?? false }];
  });
}

/** A module of vendor/modules.txt; `undefined` for a replacement that the build does not use. */
export function toVendored(item: VendoredModule, directory: string): SelectedModule | undefined {
  const { path, version, replacement, line } = item;
  if (version === undefined && !item.hasPackages) return undefined;
  const target = replacement?.target ?? path;
  const targetVersion = replacement?.version ?? version;
  const isLocal = replacement !== undefined && replacement.version === undefined;
  if (!isLocal && targetVersion === undefined) return undefined;
  return {
    path,
    ...(version !== undefined && { version }),
    from: isLocal ? toLocal(directory, target) : { kind: 'module', path: target, version: targetVersion ?? '' },
    direct: false,
    guessed: false,
    place: { path: fileIn(directory, 'vendor/modules.txt'), line },
  };
}
