import type { IdentityEvidence } from '../../domain/component.ts';
import { baseName } from '../../domain/path.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import { repositoryPurl, vcsOrigin } from '../formats/vcs-source.ts';
import type { About } from './about.ts';
import type { VendoredFolder } from './folders.ts';
import { splitFolderName, statedVersion } from './version.ts';

/** A vendored folder as a package, with how sure that is. `pkg:generic` claims no registry and no more than a name. */
export function toCopy(vendored: VendoredFolder, fs: ReadOnlyFs): ThirdPartyPackage {
  const { folder, about, licenseFiles } = vendored;
  const [said] = about.toSorted((a, b) => rank(a) - rank(b));
  const split = splitFolderName(folder);
  const stated = said?.version === undefined ? statedVersion(folder, fs) : undefined;
  const version = said?.version ?? split.version ?? stated?.version;
  const { purl, identity } = identify(vendored, { said, name: said?.name ?? split.name, version });
  const places = said === undefined ? licenseFiles.slice(0, 1) : [said.file];
  const isRepository = said?.url !== undefined && /github\.com|gitlab|bitbucket|\.git$/.test(said.url);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    // Only a version that something states is one that is there.
    resolution: version === undefined ? 'declared' : 'installed',
    occurrences: [...places, ...(stated === undefined ? [] : [stated.file])].map((path) => ({ path })),
    identity,
    ...(said?.url !== undefined && {
      origins: [
        isRepository
          ? vcsOrigin({ url: said.url, ...(said.revision !== undefined && { revision: said.revision }) })
          : ({ kind: 'download', url: said.url } as const),
      ],
    }),
    licenses: about.flatMap((item) => item.licenses),
    installed: [{ root: 'tree', path: folder, format: 'directory' }],
    properties: { 'licet:vendored:path': folder },
  };
}

// A description written for this copy, then the package's own manifest.
function rank(about: About): number {
  return about.packageType === undefined ? 0 : 1;
}

interface Named {
  readonly said: About | undefined;
  readonly name: string;
  readonly version: string | undefined;
}

function identify({ folder, about }: VendoredFolder, { said, name, version }: Named): { purl: Purl; identity: IdentityEvidence } {
  const manifest = about.find((item) => item.packageType !== undefined);
  if (manifest?.name !== undefined && (said === manifest || said?.url === undefined)) {
    const purl = packagePurl(manifest);
    if (purl !== undefined) return { purl, identity: { confidence: 0.8, technique: 'manifest-analysis', value: manifest.file } };
  }
  if (said?.url !== undefined && /^https?:\/\/(?:www\.)?github\.com\/[^/]+\/[^/]+\/?(?:\.git)?$/.test(said.url)) {
    const purl = repositoryPurl({ url: said.url.replace('//www.', '//'), revision: said.revision ?? said.version });
    if (purl !== undefined) return { purl, identity: { confidence: 0.7, technique: 'manifest-analysis', value: said.file } };
  }
  // GOPATH and its imitators: `vendor/github.com/owner/name`
  const path = /(?:^|\/)(github\.com\/[^/]+\/[^/]+)$/.exec(folder)?.[1];
  const repository = path === undefined ? undefined : repositoryPurl({ url: `https://${path}`, revision: version });
  if (repository !== undefined) return { purl: repository, identity: { confidence: 0.6, technique: 'filename', value: folder } };
  const purl = makePurl({ type: 'generic', name, version }) ?? makePurl({ type: 'generic', name: baseName(folder), version });
  if (purl === undefined) throw new Error(`no purl for the folder ${folder}`);
  return said === undefined
    ? { purl, identity: { confidence: 0.3, technique: 'filename', value: folder } }
    : { purl, identity: { confidence: 0.5, technique: 'manifest-analysis', value: said.file } };
}

function packagePurl({ name = '', version }: About): Purl | undefined {
  const [scope, bare] = name.startsWith('@')
    ? [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]
    : [undefined, name];
  return makePurl({ type: 'npm', namespace: scope, name: bare, version });
}
