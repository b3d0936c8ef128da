import { createHash } from 'node:crypto';
import type { Contact, Organization } from '../../domain/sbom-metadata.ts';
import { text } from '../spdx/package.ts';
import { element, type Element } from './elements.ts';

/** People, organizations and tools as elements, each once. */
export class AgentElements {
  readonly #namespace: string;
  readonly #made = new Map<string, Element>();

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  ofTool(name: string): string {
    return this.#add('SoftwareAgent', { name: text(name) });
  }

  ofAuthor({ name, email }: Contact): string {
    return this.#add('Person', { name: text(name ?? email ?? ''), ...reachedBy(email) });
  }

  ofOrganization({ name, contact }: Organization): string {
    return this.#add('Organization', { name: text(name), ...reachedBy(contact.find((one) => one.email !== undefined)?.email) });
  }

  elements(): Iterable<Element> {
    return this.#made.values();
  }

  #add(type: string, more: Element): string {
    const id = `${this.#namespace}#agent-${createHash('sha256')
      .update(JSON.stringify([type, more]))
      .digest('hex')
      .slice(0, 16)}`;
    this.#made.set(id, element(type, id, more));
    return id;
  }
}

function reachedBy(email: string | undefined): Element {
  if (email === undefined) return {};
  return { externalIdentifier: [{ type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: email }] };
}
