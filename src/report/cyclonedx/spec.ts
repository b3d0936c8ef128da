import type * as Spec from '@cyclonedx/cyclonedx-library/Spec';
import type { SpecVersion } from './spec-version.ts';

/** The library's description of a version. */
export function specOf(spec: typeof Spec, version: SpecVersion): typeof Spec.Spec1dot6 {
  return { '1.4': spec.Spec1dot4, '1.5': spec.Spec1dot5, '1.6': spec.Spec1dot6, '1.7': spec.Spec1dot7 }[version];
}
