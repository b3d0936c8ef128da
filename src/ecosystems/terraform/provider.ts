import { DEFAULT_TERRAFORM_REGISTRY } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

/**
 * The purl of a provider address: `[host/]namespace/type`; a bare type is one of `hashicorp` (developer.hashicorp.com,
 * provider requirements: source addresses). purl-spec has no type for it.
 */
export function providerPurl(address: string, version: string | undefined): Purl | undefined {
  const segments = address.split('/');
  const [type = '', namespace = 'hashicorp', host = DEFAULT_TERRAFORM_REGISTRY] = segments.toReversed();
  if (segments.length > 3 || !/^[\w.:-]+$/.test(type)) return undefined;
  return terraformPurl({ host, namespace, name: type, version });
}

/** The purl of a module of a registry: `[host/]namespace/name/system`. */
export function modulePurl(source: string, version: string | undefined): Purl | undefined {
  const match = /^(?:([\w-]+(?:\.[\w-]+)+(?::\d+)?)\/)?([\w-]+)\/([\w-]+)\/([a-z0-9]+)(?:\/\/(.*))?$/.exec(source);
  if (match === null) return undefined;
  const [, host = DEFAULT_TERRAFORM_REGISTRY, namespace = '', name = '', system = '', subpath] = match;
  return terraformPurl({ host, namespace: `${namespace}/${name}`, name: system, version, subpath });
}

function terraformPurl(parts: {
  host: string;
  namespace: string;
  name: string;
  version: string | undefined;
  subpath?: string | undefined;
}): Purl | undefined {
  const { host, ...rest } = parts;
  return makePurl({
    type: 'terraform',
    ...rest,
    qualifiers: { repository_url: host === DEFAULT_TERRAFORM_REGISTRY ? undefined : host },
  });
}
