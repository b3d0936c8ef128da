import { makePurl, type Purl } from '../../domain/purl.ts';
import { parseRepositoryUrl } from '../formats/repository-url.ts';

/** A Swift package is its repository: `https://github.com/apple/swift-log.git` is `pkg:swift/github.com/apple/swift-log`. */
export function repositoryPurl(url: string, version: string | undefined): Purl | undefined {
  const repository = parseRepositoryUrl(url);
  const name = repository?.segments.at(-1);
  if (repository === undefined || name === undefined) return undefined;
  const namespace = [repository.host, ...repository.segments.slice(0, -1)].join('/');
  return makePurl({ type: 'swift', namespace, name, version });
}

/** A package of a registry has an identity `scope.name` and no repository. */
export function registryPurl(identity: string, version: string | undefined): Purl | undefined {
  const dot = identity.indexOf('.');
  if (dot < 1) return undefined;
  return makePurl({ type: 'swift', namespace: identity.slice(0, dot), name: identity.slice(dot + 1), version });
}

/** What two spellings of one repository have in common. */
export function repositoryIdentity(url: string): string {
  const repository = parseRepositoryUrl(url);
  return repository === undefined ? url.toLowerCase() : [repository.host, ...repository.segments].join('/').toLowerCase();
}
