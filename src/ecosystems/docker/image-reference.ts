import { DEFAULT_DOCKER_REGISTRIES } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

/** `ghcr.io/owner/app:1.2@sha256:…` in its parts. */
export interface ImageReference {
  /** Absent for the default registry. */
  readonly registry?: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Stands where a variable without a known value was. */
export const UNKNOWN = '\u0001';

const PATH = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]+$/i;

/**
 * Parses an image reference by the grammar of distribution/reference: the first segment is a registry when it has a dot,
 * a port, or is `localhost`; `library/` is what the default registry adds to names without a namespace.
 * A tag or digest with an unknown part is left out; a name with one is no reference.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const [beforeDigest, digest] = splitAt(text.trim(), '@');
  const colon = beforeDigest.lastIndexOf(':');
  const hasTag = colon > beforeDigest.lastIndexOf('/');
  const name = hasTag ? beforeDigest.slice(0, colon) : beforeDigest;
  const tag = hasTag ? beforeDigest.slice(colon + 1) : undefined;
  if (tag !== undefined && !tag.includes(UNKNOWN) && !TAG.test(tag)) return undefined;
  if (digest !== undefined && !digest.includes(UNKNOWN) && !DIGEST.test(digest)) return undefined;
  const [first, rest] = splitAt(name, '/');
  const hasRegistry = rest !== undefined && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first.toLowerCase() : undefined;
  const isDefault = registry === undefined || DEFAULT_DOCKER_REGISTRIES.includes(registry);
  const written = hasRegistry ? rest : name;
  const path = isDefault ? written.replace(/^library\/(?=.)/, '') : written;
  if (path.length > 255 || !PATH.test(path) || registry?.includes(UNKNOWN) === true) return undefined;
  return {
    path,
    ...(!isDefault && { registry }),
    ...(tag !== undefined && tag !== '' && !tag.includes(UNKNOWN) && { tag }),
    ...(digest !== undefined && !digest.includes(UNKNOWN) && { digest: digest.toLowerCase() }),
  };
}

/** The purl of an image: a digest says more than a tag, so it is the version where both are written. */
export function imagePurl({ registry, path, tag, digest }: ImageReference): Purl | undefined {
  const slash = path.lastIndexOf('/');
  return makePurl({
    type: 'docker',
    namespace: slash === -1 ? undefined : path.slice(0, slash),
    name: path.slice(slash + 1),
    version: digest ?? tag,
    qualifiers: { repository_url: registry },
  });
}

function splitAt(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
