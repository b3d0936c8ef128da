import { joinPath } from '../../../domain/path.ts';
import { makePurl, type Purl } from '../../../domain/purl.ts';
import type { LockedPackage } from '../../../domain/read-result.ts';
import { field, textField } from '../../formats/values.ts';
import { splitDescriptor } from '../locks/descriptor.ts';
import { directories, platformsOf, toLockedPackage } from '../locks/locked-package.ts';
import { parseNpmKey } from './lockfile.ts';

export interface DenoPlace {
  readonly path: string;
  readonly directory: string;
}

export function toNpmPackage(
  key: string,
  entry: unknown,
  { path, directory, line }: DenoPlace & { line: number | undefined },
): LockedPackage | undefined {
  const { name, version } = parseNpmKey(key);
  const folder = `${name.replace('/', '+')}@${version}`;
  return toLockedPackage({
    key: `npm:${key}`,
    name,
    version: version === '' ? undefined : version,
    resolved: textField(entry, 'tarball'),
    integrity: textField(entry, 'integrity'),
    lockfile: path,
    line,
    platforms: platformsOf({ os: field(entry, 'os'), cpu: field(entry, 'cpu'), libc: field(entry, 'libc') }),
    installed: directories(
      joinPath(directory, 'node_modules/.deno', folder, 'node_modules', name),
      joinPath(directory, 'node_modules', name),
    ),
  });
}

/** A package of the jsr registry. purl has no type for it, so it is a generic one that keeps its scope. */
export function toJsrPackage(
  key: string,
  entry: unknown,
  { path, line }: DenoPlace & { line: number | undefined },
): LockedPackage | undefined {
  const { name, range: version } = splitDescriptor(key);
  const purl = jsrPurl(name, version);
  if (purl === undefined) return undefined;
  // the sha256 of the version's meta file, not of an archive
  const integrity = textField(entry, 'integrity');
  return {
    kind: 'third-party',
    key: `jsr:${key}`,
    purl,
    name,
    resolution: 'locked',
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    properties: { 'licet:deno:registry': 'jsr', ...(integrity !== undefined && { 'licet:deno:meta-sha256': integrity }) },
  };
}

export function jsrPurl(name: string, version: string | undefined): Purl | undefined {
  const slash = name.indexOf('/');
  const namespace = slash === -1 ? undefined : name.slice(0, slash);
  return makePurl({ type: 'generic', namespace, name: name.slice(slash + 1), version });
}

/**
 * Remote modules, one component per versioned prefix: the files below `https://host/std@0.140.0/` belong together.
 * A URL without a version is a component of its own.
 */
export function toRemotePackages(
  remote: readonly (readonly [url: string, sha256: string])[],
  { path, lineOf }: { path: string; lineOf: (url: string) => number | undefined },
): LockedPackage[] {
  const groups = new Map<string, { url: string; sha256: string; files: number }>();
  for (const [url, sha256] of remote) {
    const prefix = /^https?:\/\/[^/?#]+(?:\/[^/?#@]+)*?\/(?:@[^/?#@]+\/)?[^/?#@]+@v?\d[^/?#]*/.exec(url)?.[0] ?? url;
    const known = groups.get(prefix);
    if (known === undefined) groups.set(prefix, { url, sha256, files: 1 });
    else known.files += 1;
  }
  return [...groups].flatMap(([prefix, { url, sha256, files }]) => {
    const { name, version } = nameOfUrl(prefix);
    const purl = makePurl({ type: 'generic', name, version, qualifiers: { download_url: prefix } });
    if (purl === undefined) return [];
    const line = lineOf(url);
    const whole = prefix === url && files === 1 && /^[0-9a-f]{64}$/.test(sha256);
    return [
      {
        kind: 'third-party',
        key: `remote:${prefix}`,
        purl,
        name,
        resolution: 'locked',
        occurrences: [{ path, ...(line !== undefined && { line }) }],
        origins: [{ kind: 'download', url: prefix }],
        ...(whole && { hashes: [{ algorithm: 'SHA-256', value: sha256 }] }),
        properties: { 'licet:deno:files': String(files) },
      } as const,
    ];
  });
}

function nameOfUrl(prefix: string): { name: string; version: string | undefined } {
  const last =
    prefix
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? prefix;
  const at = last.indexOf('@', 1);
  return at === -1
    ? { name: last, version: undefined }
    : { name: last.slice(0, at), version: last.slice(at + 1).replace(/^v(?=\d)/, '') };
}
