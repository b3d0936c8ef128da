import type { TextIdentifier } from '../licenses/text-identifier.ts';

/** The detector, loaded with its index when the first text is to be identified: most lockfile-only scans never need it. */
export function lazyTextIdentifier(): TextIdentifier {
  let loading: Promise<TextIdentifier> | undefined;
  return { identify: async (file) => (await (loading ??= load())).identify(file) };
}

async function load(): Promise<TextIdentifier> {
  const [{ createIdentifier }, { toTextIdentifier }, { loadLicenseIndex }] = await Promise.all([
    import('../licenses/detect/identify.ts'),
    import('../licenses/detect/text-identifier.ts'),
    import('../io/license-index.ts'),
  ]);
  return toTextIdentifier(createIdentifier(loadLicenseIndex()));
}
