import type { RawLicense } from '../../domain/license.ts';
import { manifestLicense } from '../formats/manifest-license.ts';

/** `SPDX-License-Identifier: CERN-OHL-S-2.0` anywhere in the head of a file; `undefined` when it has none. */
export function licenseTag(path: string, text: string): RawLicense | undefined {
  const head = text.slice(0, 20_000);
  const match = /SPDX-License-Identifier:\s*([\w.+\-() ]+)/.exec(head);
  const raw = match?.[1]?.trim();
  if (match === null || raw === undefined || raw === '') return undefined;
  const line = head.slice(0, match.index).split('\n').length;
  return { method: 'spdx-tag', raw, location: { root: 'tree', path, lines: [line, line] } };
}

/** A field of a manifest as a license, with its line. */
export function fieldLicense(path: string, raw: string | undefined, line: number | undefined): RawLicense[] {
  return manifestLicense(raw?.trim() || undefined, { path, line });
}
