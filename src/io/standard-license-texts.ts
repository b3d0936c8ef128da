import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { textField } from '../domain/values.ts';

let loaded: unknown;

/** The text of a license on the SPDX list, as `npm run build` took it over; `undefined` when the list holds none. */
export function standardLicenseText(id: string): string | undefined {
  loaded ??= JSON.parse(
    gunzipSync(readFileSync(new URL('../../generated/license-texts.json.gz', import.meta.url))).toString('utf8'),
  );
  return textField(loaded, id);
}
