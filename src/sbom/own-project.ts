import { PROJECT_ROLES } from '../domain/project.ts';
import type { OwnComponent, SbomProject } from './draft.ts';

/** A project as licet wrote it. */
export function ownProject(own: OwnComponent): SbomProject {
  const path = own.get('licet:path')?.[0] ?? '.';
  const role = PROJECT_ROLES.find((known) => known === own.get('licet:role')?.[0]) ?? 'product';
  const isPrivate = own.get('licet:private')?.[0];
  return {
    path: path === '.' ? '' : path,
    ecosystem: own.get('licet:ecosystem')?.[0],
    role,
    roleReason: own.get('licet:role:reason')?.[0] ?? 'by the SBOM',
    ...(isPrivate !== undefined && { private: isPrivate === 'true' }),
  };
}
