import type { LockedSpec } from './lockfile.ts';

/** The locked specs of each gem: one, or one per platform. */
export interface VariantIndex {
  readonly all: readonly LockedSpec[];
  /** Those that are installed together with a gem of a platform; all of them for a gem that runs everywhere. */
  of(name: string, platform?: string): readonly LockedSpec[];
}

export function variantIndex(specs: readonly LockedSpec[]): VariantIndex {
  const byName = new Map<string, LockedSpec[]>();
  for (const spec of specs) {
    const known = byName.get(spec.name);
    if (known === undefined) byName.set(spec.name, [spec]);
    else known.push(spec);
  }
  return {
    all: specs,
    of(name, platform) {
      const variants = byName.get(name) ?? [];
      if (platform === undefined || variants.length < 2) return variants;
      const same = variants.filter((variant) => variant.platform === platform);
      const everywhere = variants.filter((variant) => variant.platform === undefined);
      return same.length > 0 ? same : everywhere.length > 0 ? everywhere : variants;
    },
  };
}
