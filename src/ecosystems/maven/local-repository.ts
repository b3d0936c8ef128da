import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { childOf, childrenOf, childText, parseXml, type XmlElement } from '../formats/xml.ts';
import { decodeXmlBytes } from '../formats/xml-encoding.ts';
import { compareVersions } from './version-order.ts';

export interface Coordinates {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
}

/** Published POMs at hand, read-only. */
export interface PomRepository {
  /** Name of the cache, for the places of what was read. */
  readonly cache: string;
  /** Path of the POM below the cache. */
  pomPath(coordinates: Coordinates): string | undefined;
  read(path: string): XmlElement | undefined;
  /** Versions that the registry had when somebody asked it last, oldest first; `undefined` when nobody did. */
  versions(groupId: string, artifactId: string): readonly string[] | undefined;
  /** What `LATEST` and `RELEASE` stood for then. */
  newest(groupId: string, artifactId: string, kind: 'latest' | 'release'): string | undefined;
}

/** The layout of `~/.m2/repository`: `group/with/slashes/artifact/version/artifact-version.pom`. */
export function localRepository(fs: ReadOnlyFs, cache: string): PomRepository {
  const read = (path: string): XmlElement | undefined => readElement(fs, path);
  const metadata = (folder: string): XmlElement[] =>
    fs
      .list(folder)
      // `maven-metadata-central.xml`, `maven-metadata-local.xml`; a plain name in a copy of a remote repository
      .filter((name) => /^maven-metadata(?:-[^/]*)?\.xml$/.test(name))
      .flatMap((name) => read(`${folder}/${name}`) ?? []);
  const versioning = (groupId: string, artifactId: string): (XmlElement | undefined)[] => {
    const folder = folderOf(groupId, artifactId);
    return folder === undefined ? [] : metadata(folder).map((item) => childOf(item, 'versioning'));
  };
  return {
    cache,
    read,
    pomPath({ groupId, artifactId, version }) {
      const folder = folderOf(groupId, artifactId, version);
      if (folder === undefined) return undefined;
      const plain = `${folder}/${artifactId}-${version}.pom`;
      if (fs.stat(plain)?.kind === 'file') return plain;
      return version.endsWith('-SNAPSHOT') ? snapshotPom(fs, folder, { artifactId, version }, metadata(folder)) : undefined;
    },
    versions(groupId, artifactId) {
      const found = versioning(groupId, artifactId);
      if (found.length === 0) return undefined;
      const versions = found.flatMap((item) => childrenOf(childOf(item, 'versions'), 'version')).map((item) => item.text.trim());
      return [...new Set(versions)].filter((version) => version !== '').toSorted(compareVersions);
    },
    newest(groupId, artifactId, kind) {
      const found = versioning(groupId, artifactId).flatMap((item) => childText(item, kind) ?? []);
      return found.toSorted(compareVersions).at(-1);
    },
  };
}

// A snapshot from a remote repository is stored by its time: `artifact-1.0-20240312.035235-10.pom`.
function snapshotPom(
  fs: ReadOnlyFs,
  folder: string,
  { artifactId, version }: { artifactId: string; version: string },
  metadata: readonly XmlElement[],
): string | undefined {
  const named = metadata
    .flatMap((item) => childrenOf(childOf(childOf(item, 'versioning'), 'snapshotVersions'), 'snapshotVersion'))
    .filter((item) => childText(item, 'extension') === 'pom')
    .flatMap((item) => childText(item, 'value') ?? [])
    .map((value) => `${artifactId}-${value}.pom`);
  const base = `${artifactId}-${version.slice(0, -'SNAPSHOT'.length)}`;
  const stored = fs
    .list(folder)
    .filter((name) => name.startsWith(base) && /^\d{8}\.\d{6}-\d+\.pom$/.test(name.slice(base.length)))
    .toSorted(compareVersions)
    .toReversed();
  const found = [...named, ...stored].find((name) => fs.stat(`${folder}/${name}`)?.kind === 'file');
  return found === undefined ? undefined : `${folder}/${found}`;
}

/** Coordinates come from scanned files: what is no plain path segment names no folder. */
export function folderOf(groupId: string, artifactId: string, version?: string): string | undefined {
  const segments = [...groupId.split('.'), artifactId, ...(version === undefined ? [] : [version])];
  const plain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..' && !/[/\\\0]/.test(segment));
  return plain ? segments.join('/') : undefined;
}

/** The root of an XML file of a cache; what cannot be read there is as good as not there. */
export function readElement(fs: ReadOnlyFs, path: string): XmlElement | undefined {
  try {
    const bytes = fs.bytes(path);
    const parsed = bytes === undefined ? undefined : parseXml(decodeXmlBytes(bytes));
    return parsed === undefined || 'reason' in parsed ? undefined : parsed;
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
