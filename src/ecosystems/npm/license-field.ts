import type { LicenseLocation, LicenseMethod, RawLicense } from '../../domain/license.ts';
import { field, textField } from '../formats/values.ts';

/**
 * What a package.json or a lockfile entry says of its license: the `license` text, and the forms that npm
 * deprecated (`license: {type, url}`, `license: [...]`, `licenses: [...]`). Nothing is interpreted here.
 */
export function readLicenseFields(
  source: unknown,
  location: LicenseLocation,
  method: LicenseMethod = 'manifest-field',
): readonly RawLicense[] {
  const legacy = method === 'lockfile-field' ? method : 'legacy-field';
  const out: RawLicense[] = [];
  for (const key of ['license', 'licenses', 'licence']) {
    const value = field(source, key);
    if (typeof value === 'string') {
      if (value.trim() !== '') out.push({ method: key === 'license' ? method : legacy, raw: value, location });
    } else if (Array.isArray(value)) {
      const list = value.map(licenseName).filter((name) => name !== undefined);
      const raw = list.join(', ');
      if (list.length === 1) out.push({ method: legacy, raw, location });
      else if (list.length > 1) out.push({ method: legacy, raw, list, location });
    } else {
      const raw = licenseName(value);
      if (raw !== undefined) out.push({ method: legacy, raw, location });
    }
  }
  return out;
}

function licenseName(value: unknown): string | undefined {
  const name =
    typeof value === 'string' ? value : (textField(value, 'type') ?? textField(value, 'name') ?? textField(value, 'url'));
  return name === undefined || name.trim() === '' ? undefined : name;
}
