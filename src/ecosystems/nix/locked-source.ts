import type { Origin } from '../../domain/component.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { textField, type UnknownRecord } from '../formats/values.ts';
import { repositoryPurl, vcsOrigin, withoutCredentials } from '../formats/vcs-source.ts';

export interface LockedSource {
  readonly purl: Purl;
  readonly name?: string;
  readonly origin: Origin;
}

const HOSTS: Readonly<Record<string, string>> = { github: 'github.com', gitlab: 'gitlab.com', sourcehut: 'git.sr.ht' };

/** Where a locked flake reference points (nix.dev, "Flake references"): a host with owner and repository, git, hg, an archive. */
export function lockedSource(locked: UnknownRecord): LockedSource | undefined {
  const [type = '', owner, repo, revision, host, address, subpath] = ['type', 'owner', 'repo', 'rev', 'host', 'url', 'dir'].map(
    (key) => textField(locked, key),
  );
  const server = host ?? (Object.hasOwn(HOSTS, type) ? HOSTS[type] : undefined);
  const url =
    owner !== undefined && repo !== undefined && server !== undefined ? `https://${server}/${owner}/${repo}` : undefined;
  if (url !== undefined || type === 'git' || type === 'hg') {
    // Older Nix writes the folder into the address as well: `https://…/parts?dir=nix%2fdoor`.
    const source = { url: url ?? address?.replace(/[?#].*$/, '') ?? '', revision, subpath };
    const purl = repositoryPurl(source);
    return purl === undefined ? undefined : { purl, origin: vcsOrigin(source) };
  }
  if (address === undefined || !/^https?:\/\//.test(address)) return undefined;
  return ofArchive(withoutCredentials(address), revision);
}

// An archive has no name of its own but that of its file.
function ofArchive(url: string, revision: string | undefined): LockedSource | undefined {
  const name = url
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1)
    ?.replace(/\.(?:tar(?:\.\w+)?|tgz|zip)$/, '');
  const purl =
    name === undefined || name === ''
      ? undefined
      : makePurl({ type: 'generic', name, version: revision, qualifiers: { download_url: url } });
  return purl === undefined ? undefined : { purl, origin: { kind: 'download', url } };
}
