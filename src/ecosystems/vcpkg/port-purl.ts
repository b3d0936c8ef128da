import { makePurl, type Purl } from '../../domain/purl.ts';
import { DEFAULT_VCPKG_REGISTRIES } from '../../domain/default-registries.ts';
import type { PortVersion } from './vcpkg-json.ts';

/** The purl of a port; a port of another registry names it. */
export function portPurl(name: string, version: PortVersion | undefined, registry: string | undefined): Purl | undefined {
  const isDefault =
    registry === undefined || DEFAULT_VCPKG_REGISTRIES.includes(registry.replace(/(?:\.git)?\/?$/, '').toLowerCase());
  return makePurl({
    type: 'vcpkg',
    name,
    version: version?.version,
    qualifiers: { port_version: version?.portVersion, repository_url: isDefault ? undefined : registry },
  });
}
