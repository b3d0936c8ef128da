import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage, ThirdPartyPackage } from '../../domain/read-result.ts';
import { directoryProject, type NamedPackage } from '../formats/named-packages.ts';
import { repositoryPurl, vcsOrigin } from '../formats/vcs-source.ts';
import type { HclBlock, HclValue } from './blocks.ts';
import { modulePurl, providerPurl } from './provider.ts';

export interface RequiredProvider {
  readonly source: string;
  readonly requirement?: string;
  readonly item: ThirdPartyPackage;
}

/** `terraform { required_providers { aws = { source = "hashicorp/aws", version = "~> 5.0" } } }`. */
export function requiredProviders(blocks: readonly HclBlock[], path: string): RequiredProvider[] {
  return blocks
    .filter(({ type }) => type === 'terraform')
    .flatMap((block) => block.blocks.filter(({ type }) => type === 'required_providers'))
    .flatMap(({ attributes, line }) =>
      [...attributes].flatMap(([name, value]) => {
        // Before Terraform 0.13 the value was the version.
        const source = textAt(value, 'source') ?? name;
        const requirement = typeof value === 'string' ? value : textAt(value, 'version');
        const purl = providerPurl(source, undefined);
        // part of Terraform itself
        if (purl === undefined || source === 'terraform.io/builtin/terraform') return [];
        const requested = requirement === undefined ? {} : { requirement };
        return [
          {
            source,
            ...requested,
            item: {
              kind: 'third-party' as const,
              key: purl,
              purl,
              type: 'application' as const,
              resolution: 'declared' as const,
              occurrences: [{ path, line }],
              ...requested,
            },
          },
        ];
      }),
    );
}

/** What `module` blocks call. */
export function moduleCalls(
  blocks: readonly HclBlock[],
  { path, root }: { path: string; root: string },
): { named: NamedPackage[]; diagnostics: Diagnostic[] } {
  const named: NamedPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { type, labels, attributes, line } of blocks) {
    if (type !== 'module') continue;
    const [source, version] = [attributes.get('source'), attributes.get('version')];
    const where = { path, line };
    const item = typeof source === 'string' ? toModule(source, { version, root }) : undefined;
    if (item !== undefined)
      named.push({ item: { ...item, occurrences: [where] }, scope: 'runtime', requirement: requirementOf(version) });
    else diagnostics.push(diagnostic('version-unresolved', `nothing says where module \`${labels[0] ?? ''}\` comes from`, where));
  }
  return { named, diagnostics };
}

function toModule(
  source: string,
  { version, root }: { version: HclValue; root: string },
): ThirdPartyPackage | FirstPartyPackage | undefined {
  if (/^\.{1,2}(?:\/|$)/.test(source)) {
    const directory = joinPath(root, source);
    return directory === undefined ? undefined : directoryProject(directory);
  }
  const exact = typeof version === 'string' ? /^\s*=?\s*(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)\s*$/.exec(version)?.[1] : undefined;
  const purl = modulePurl(source, exact);
  if (purl === undefined) return fromRepository(source);
  const requirement = exact === undefined ? requirementOf(version) : undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: exact === undefined ? 'declared' : 'locked',
    occurrences: [],
    ...(requirement !== undefined && { requirement }),
  };
}

// git::https://host/path.git//folder?ref=v1, github.com/owner/repo//folder?ref=v1, git@github.com:owner/repo.git
function fromRepository(source: string): ThirdPartyPackage | undefined {
  const [address = '', query = ''] = source.replace(/^git::/, '').split('?', 2);
  const isGit = source.startsWith('git::') || /^(?:github\.com|bitbucket\.org)\//.test(address) || address.startsWith('git@');
  if (!isGit) return undefined;
  const [, url = address, subpath] = /^((?:[a-z]+:\/\/)?(?:(?!\/\/).)+)(?:\/\/(.*))?$/.exec(address) ?? [];
  const revision = /(?:^|&)ref=([^&]+)/.exec(query)?.[1];
  const purl = repositoryPurl({ url, revision, subpath });
  if (purl === undefined) return undefined;
  const full = /^[a-z]+:\/\/|^git@/.test(url) ? url : `https://${url}`;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: revision === undefined ? 'declared' : 'locked',
    occurrences: [],
    origins: [vcsOrigin({ url: full, ...(revision !== undefined && { revision }) })],
  };
}

function requirementOf(version: HclValue): string | undefined {
  return typeof version === 'string' ? version : undefined;
}

function textAt(value: HclValue, key: string): string | undefined {
  const found = value instanceof Map ? (value as ReadonlyMap<string, HclValue>).get(key) : undefined;
  return typeof found === 'string' ? found : undefined;
}
