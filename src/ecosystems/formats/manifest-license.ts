import type { RawLicense } from '../../domain/license.ts';

/** Where the field of a manifest stands; the scanned tree unless said otherwise. */
export interface FieldPlace {
  readonly root?: RawLicense['location']['root'];
  readonly path: string;
  readonly line?: number | undefined;
}

/** What a manifest says of its license: one text, or a list without an operator, kept as it is. Nothing stated is no claim. */
export function manifestLicense(
  stated: string | readonly string[] | undefined,
  { root = 'tree', path, line }: FieldPlace,
): RawLicense[] {
  const texts = typeof stated === 'string' ? [stated] : (stated ?? []);
  if (texts.length === 0) return [];
  return [
    {
      method: 'manifest-field',
      raw: texts.join(', '),
      ...(texts.length > 1 && { list: texts }),
      location: { root, path, ...(line !== undefined && { lines: [line, line] as const }) },
    },
  ];
}
