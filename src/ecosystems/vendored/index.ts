import { directoryOf } from '../../domain/path.ts';
import type { Ecosystem, Reader } from '../ecosystem.ts';
import { VENDOR_FOLDERS, vendoredPlace } from './places.ts';
import { readVendored } from './read-vendored.ts';

const FOLDERS = `{${VENDOR_FOLDERS.join(',')}}`;
// One glob: every path of a scan is tried on it.
const ABOUT =
  '{LICENSE*,LICENCE*,COPYING*,UNLICENSE*,COPYRIGHT*,License*,license*,Copying*,Copyright*,README.chromium,METADATA,package.json}';

const reader: Reader = {
  id: 'vendored-tree',
  version: 1,
  kind: 'installed',
  claims: [`${FOLDERS}/**/${ABOUT}`, '*.min.js', '*.min.css'],
  shows: 'licenses and README.chromium in folders of third_party, external, vendor and the like; banners of *.min.js, *.min.css',
  speculative: true,
  group: 'tree',
  projectOf: (path) => {
    const place = vendoredPlace(path);
    return directoryOf(place?.root ?? path);
  },
  read: readVendored,
};

/** Copies of other people's code that no package manager put there. */
export const vendored: Ecosystem = {
  id: 'vendored',
  title: 'Vendored copies',
  purlTypes: ['generic', 'npm', 'github'],
  readers: [reader],
  capabilities: {
    graph: 'direct',
    scopes: false,
    hashes: false,
    origins: true,
    workspaces: false,
    licenses: ['manifest', 'installed'],
  },
  licensing: {
    locate: (_component, { installed }) => installed,
    // The reader has read what the copy says of itself.
    declared: async () => Promise.resolve(undefined),
  },
};
