import { baseName, directoryOf } from '../../domain/path.ts';

/** Folders that people keep copies of other people's code in. */
export const VENDOR_FOLDERS = [
  'third_party',
  'third-party',
  'thirdparty',
  'ThirdParty',
  '3rdparty',
  '3rd_party',
  'external',
  'externals',
  'extern',
  'vendored',
  'vendor',
  'deps',
] as const;

const VENDOR: ReadonlySet<string> = new Set(VENDOR_FOLDERS);
/** Trees of package managers, which have readers of their own. */
const MANAGED = new Set(['node_modules', 'bower_components', 'site-packages', 'Pods', 'Carthage', '.yarn', 'bundle']);
const ABOUT_LICENSES = /^(?:licen[cs]es?|legal|docs?|notices?)$/i;

/** Where a file lies in a vendored tree. */
export interface VendoredPlace {
  /** `third_party`: the outermost vendor folder of the path. */
  readonly root: string;
  /** The folder that the file speaks for; a folder of licenses speaks for the one that holds it. */
  readonly folder: string;
}

/** The outermost vendor folder of a path and the folder that the file speaks for; `undefined` outside of such folders, or for a file of the vendor folder itself. */
export function vendoredPlace(path: string): VendoredPlace | undefined {
  const segments = path.split('/');
  const at = segments.findIndex((segment) => VENDOR.has(segment));
  if (at === -1 || segments.some((segment) => MANAGED.has(segment))) return undefined;
  let folder = directoryOf(path);
  if (ABOUT_LICENSES.test(baseName(folder))) folder = directoryOf(folder);
  const root = segments.slice(0, at + 1).join('/');
  return folder.length > root.length ? { root, folder } : undefined;
}

/** Does a nested vendor folder stand between a folder and one above it? What lies in there is somebody else's again. */
export function isVendoredWithin(folder: string, outer: string): boolean {
  return folder
    .slice(outer.length + 1)
    .split('/')
    .slice(0, -1)
    .some((segment) => VENDOR.has(segment));
}
