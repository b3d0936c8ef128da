import { directoryOf } from '../../domain/path.ts';
import { unreadable } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { fileIn, moduleTree } from './module-tree.ts';
import { parseModulesTxt } from './modules-txt.ts';
import { toPackages, unnamedProject } from './to-result.ts';
import { toVendored } from './vendored-modules.ts';

/** Reads a vendor/modules.txt that has no go.mod above it; where there is one, that reader reads both. */
export const goVendorReader: Reader = {
  id: 'go-vendor',
  version: 1,
  kind: 'lockfile',
  claims: ['vendor/modules.txt'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    const directory = directoryOf(group.root);
    const owned = ['go.mod', 'go.work'].some((name) => group.fs.stat(fileIn(directory, name))?.kind === 'file');
    if (file === undefined || owned) return unreadable();
    const items = parseModulesTxt(file.text());
    return toPackages({
      project: unnamedProject(directory, file.path),
      modules: items.flatMap((item) => toVendored(item, directory) ?? []),
      sums: [],
      vendored: new Set(items.filter((item) => item.hasPackages).map((item) => item.path)),
      vendorDirectory: directory,
      tools: [],
      tree: moduleTree(group),
      cache: group.caches.get('go'),
    });
  },
};
