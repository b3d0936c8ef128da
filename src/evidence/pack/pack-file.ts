/** One file of an evidence pack, below its directory. */
export interface PackFile {
  readonly path: string;
  readonly mediaType: string;
  readonly role: PackRole;
  /** Ids of the audiences it is written for; none: everybody. */
  readonly audience?: readonly string[];
  readonly bytes: Uint8Array;
}

/** `input` roles are facts that others follow from; `derived` ones can be made again from them. */
export type PackRole =
  | 'inputs'
  | 'organization'
  | 'snapshot'
  | 'sbom'
  | 'policy'
  | 'findings'
  | 'notice'
  | 'registry'
  | 'rules'
  | 'history'
  | 'metrics'
  | 'checklist'
  | 'attestations'
  | 'report'
  | 'instructions';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.cdx.json': 'application/vnd.cyclonedx+json',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.yaml': 'application/yaml',
  '.md': 'text/markdown',
  '.html': 'text/html',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
};

/** A file of a pack from its text; the media type follows from the name. */
export function packFile(path: string, role: PackRole, text: string | Uint8Array, audience?: readonly string[]): PackFile {
  const ending = Object.keys(MEDIA_TYPES).find((one) => path.endsWith(one));
  return {
    path,
    role,
    mediaType: ending === undefined ? 'application/octet-stream' : (MEDIA_TYPES[ending] ?? 'application/octet-stream'),
    ...(audience !== undefined && { audience }),
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
  };
}

/** The parts of a pack that sign it: they come after the manifest and cannot be in it. */
export const SIGNATURE_FILES = ['attestation/evidence.intoto.jsonl', 'attestation/public.pem'] as const;
export const MANIFEST = 'manifest.json';

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** A file name for anything that has a name; distinct names give distinct files, also where case does not count. */
export function slugOf(name: string, digest: (text: string) => string): string {
  if (SAFE.test(name) && name === name.toLowerCase()) return name;
  const kept = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 60);
  return `${kept === '' ? 'repository' : kept}-${digest(name).slice(0, 8)}`;
}
