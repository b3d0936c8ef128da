import * as Models from '@cyclonedx/cyclonedx-library/Models';
import type { Contact, Organization } from '../../domain/sbom-metadata.ts';

/** An organization in the library's terms. */
export function toEntity({ name, url, contact }: Organization): Models.OrganizationalEntity {
  return new Models.OrganizationalEntity({ name, url: new Set(url), contact: toContacts(contact) });
}

export function toContacts(contacts: readonly Contact[]): Models.OrganizationalContactRepository {
  return new Models.OrganizationalContactRepository(contacts.map((contact) => new Models.OrganizationalContact(contact)));
}
