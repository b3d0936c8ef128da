import { makePurl, type Purl } from '../../domain/purl.ts';

/** A build of a conda package. */
export interface CondaBuild {
  readonly name: string;
  readonly version?: string | undefined;
  readonly build?: string | undefined;
  /** `conda-forge`, `main`; the whole address when it is not one that `conda` knows by name. */
  readonly channel?: string | undefined;
  readonly subdir?: string | undefined;
  /** `conda`, `tar.bz2`. */
  readonly type?: string | undefined;
}

export function condaPurl({ name, version, build, channel, subdir, type }: CondaBuild): Purl | undefined {
  return makePurl({ type: 'conda', name, version, qualifiers: { build, channel, subdir, type } });
}

/** A PyPI package that a conda environment installs with pip; other indexes are not told apart here. */
export function pipPurl(name: string, version: string | undefined): Purl | undefined {
  return makePurl({ type: 'pypi', name, version });
}

/** Reads `https://…/<channel>/<subdir>/<name>-<version>-<build>.conda` (docs.conda.io, "Package naming conventions"). */
export function parseCondaUrl(url: string): CondaBuild | undefined {
  const match = /^(.*)\/([^/]+)\/([^/]+?)-([^-/]+)-([^-/]+)\.(conda|tar\.bz2)(?:[?#].*)?$/.exec(url.slice(0, 2000));
  if (match === null) return undefined;
  const [, base = '', subdir, name = '', version, build, type] = match;
  return { name: decode(name), version: decode(version ?? ''), build, subdir, type, channel: channelName(base) };
}

/** The name of a channel by its address: its last segment, as conda itself shows it. */
export function channelName(address: string): string | undefined {
  return address.replace(/\/+$/, '').split('/').at(-1) || undefined;
}

/** PEP 503: one name for all ways to write it. */
export function pipName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

// `!` (epochs) and `+` may be escaped in an address.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
