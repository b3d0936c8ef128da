import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { Scope } from '../../domain/scope.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import type { DescriptionFields } from './description.ts';

/** `Suggests` is for examples, tests and vignettes, and for what a user may add. */
export const DEPENDENCY_FIELDS: readonly { readonly field: string; readonly scope: Scope }[] = [
  { field: 'Depends', scope: 'runtime' },
  { field: 'Imports', scope: 'runtime' },
  { field: 'LinkingTo', scope: 'runtime' },
  { field: 'Suggests', scope: 'optional' },
  { field: 'Enhances', scope: 'optional' },
];

export function toRProject(
  directory: string,
  path: string | undefined,
  fields: DescriptionFields | undefined,
): FirstPartyPackage {
  const [name, version, title] = [fields?.get('Package'), fields?.get('Version'), fields?.get('Title')];
  return {
    kind: 'first-party',
    key: `project ${directory}`,
    path: directory,
    name: name ?? (directory.split('/').at(-1) || '.'),
    ...(version !== undefined && { version }),
    ...(title !== undefined && { description: title }),
    ...(path !== undefined && { manifest: path }),
    occurrences: path === undefined ? [] : [{ path }],
    licenses: path === undefined || fields === undefined ? [] : licenseField(fields, path),
  };
}

export function licenseField(
  fields: DescriptionFields,
  path: string,
  root: RawLicense['location']['root'] = 'tree',
): RawLicense[] {
  const [license, line] = [fields.get('License'), fields.line('License')];
  return manifestLicense(license, { root, path, line });
}
