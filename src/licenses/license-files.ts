/** Most license files that are read of one package; real ones have fewer than a dozen. */
export const MOST_LICENSE_FILES = 32;

const NAME =
  /^(?:(?:mit|apache|bsd|isc|gpl|lgpl|mpl)[-_.])?(?:un)?licen[cs]es?(?:[-_.].*)?$|^copying(?:[-_.].*)?$|^copyright(?:[-_.](?:md|txt))?$|^notice(?:[-_.].*)?$|^third[-_]?party[-_]?(?:notices?|licenses?)(?:\..*)?$/i;
const NOTICE = /^(?:notice|third[-_]?party)/i;
const FOLDER = /^(?:licen[cs]es|license|legal|meta-inf)$/i;
const PROGRAM = /\.(?:[cm]?[jt]sx?|json|map|rs|go|py|rb|java|class|php|css|html?|xml|ya?ml|toml|png|svg|gif|jpe?g|spdx)$/i;

/** True for a file whose name says that it holds license terms: `LICENSE.md`, `COPYING.LESSER`, `licenses/MIT.txt`. */
export function isLicenseFile(path: string): boolean {
  const segments = path.split('/');
  const name = segments.at(-1) ?? '';
  if (PROGRAM.test(name)) return false;
  if (segments.length === 1) return NAME.test(name);
  if (segments.length > 2 || !FOLDER.test(segments[0] ?? '')) return false;
  // everything in a folder of licenses is one; META-INF holds other things too
  return /^meta-inf$/i.test(segments[0] ?? '') ? NAME.test(name) : true;
}

/** A notice names other people's works beside the package's own terms, so it never contradicts a declaration. */
export function isNoticeFile(path: string): boolean {
  return NOTICE.test(path.split('/').at(-1) ?? '');
}
