import type { Component, ComponentType } from '../../domain/component.ts';
import { factsText } from '../../domain/package-facts.ts';
import type { Project } from '../../domain/project.ts';
import { wellFormed } from '../findings/inert.ts';
import { downloadLocation, text } from '../spdx/package.ts';

/** One object of the graph. */
export type Element = Readonly<Record<string, unknown>>;

// SPDX 3.0.1, Software/SoftwarePurpose.
const PURPOSES: Readonly<Record<ComponentType, string>> = {
  library: 'library',
  application: 'application',
  framework: 'framework',
  container: 'container',
  device: 'device',
  firmware: 'firmware',
  file: 'file',
  data: 'data',
  'machine-learning-model': 'model',
};

/** A `software_Package`; licenses are relationships of their own. */
export function toSoftwarePackage(
  component: Component,
  spdxId: string,
  { project, agents }: { readonly project: Project | undefined; readonly agents: Element },
): Element {
  const { version, purl, hashes, occurrences, description, resolution } = component;
  const found = occurrences.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`));
  const copyrights = (component.copyrights ?? []).map((item) => item.text);
  const location = downloadLocation(component.origins);
  return element('software_Package', spdxId, {
    ...agents,
    name: text(component.name === '' ? component.id : component.name),
    comment: text(factsText(component, project)),
    ...(description !== undefined && description.trim() !== '' && { description: wellFormed(description) }),
    ...(hashes.length > 0 && { verifiedUsing: hashes.map(({ algorithm, value }) => toHash(algorithm, value)) }),
    ...(purl !== undefined && {
      externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'packageUrl', identifier: purl }],
      software_packageUrl: purl,
    }),
    ...(version !== undefined &&
      (component.firstParty || resolution !== 'declared') && { software_packageVersion: text(version) }),
    ...(location !== 'NOASSERTION' && { software_downloadLocation: location }),
    ...(found.length > 0 && { software_sourceInfo: text(`found in ${found.join(', ')}`) }),
    software_copyrightText: copyrights.length === 0 ? 'NOASSERTION' : wellFormed(copyrights.join('\n')),
    software_primaryPurpose: PURPOSES[component.type],
  });
}

// SPDX 3.0.1, Core/HashAlgorithm: `sha512`, `sha3_256`, `blake2b256`, `md5`.
function toHash(algorithm: string, hashValue: string): Element {
  const name = algorithm.toLowerCase();
  return { type: 'Hash', algorithm: name.startsWith('sha3-') ? name.replace('-', '_') : name.replaceAll('-', ''), hashValue };
}

/** Every element refers to the one statement of when and by whom the document was made. */
export const CREATION_INFO = '_:creationinfo';

export function element(type: string, spdxId: string, more: Element): Element {
  return { type, spdxId, creationInfo: CREATION_INFO, ...more };
}
