import { foldName } from './names.ts';

/** Name and version from a wheel's file name, which must have them, or from that of a source archive, which usually does. */
export function fileIdentity(place: string): { name: string; version: string } | undefined {
  if (/^(?:git|hg|svn|bzr)\+/.test(place)) return undefined;
  const file = /([^/\\]+?)(?:[?#].*)?$/s.exec(place)?.[1] ?? '';
  const [, wheel, ofWheel] = /^([\w.]+)-([\w.!+]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/i.exec(file) ?? [];
  if (wheel !== undefined && ofWheel !== undefined) return { name: wheel, version: ofWheel };
  const [, name, version] = /^([\w.-]+?)-v?(\d[\w.!+]*)\.(?:tar\.gz|zip|tgz|tar\.bz2)$/i.exec(file) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** The version that a URL says, when it names a file of that very package. */
export function versionInUrl(name: string, url: string): string | undefined {
  const file = fileIdentity(url);
  return file !== undefined && foldName(file.name) === foldName(name) ? file.version : undefined;
}
