import { makePurl, type Purl } from '../../domain/purl.ts';

/**
 * The purl of a package of Hex. The repository is `hexpm`, `hexpm:organization` (the organization is the namespace,
 * purl-spec types/hex-definition.json), or one that somebody set up under a name of its own.
 */
export function hexPurl(name: string, version: string | undefined, repository = 'hexpm'): Purl | undefined {
  const [host = '', organization] = repository.split(':', 2);
  return makePurl({
    type: 'hex',
    namespace: organization,
    name,
    version,
    qualifiers: { repository_url: host === 'hexpm' || host === '' ? undefined : host },
  });
}
