import * as Spec from '@cyclonedx/cyclonedx-library/Spec';
import type { SpecVersion } from './spec-version.ts';

/** The library's description of a version. */
export function specOf(version: SpecVersion): typeof Spec.Spec1dot6 {
  return { '1.4': Spec.Spec1dot4, '1.5': Spec.Spec1dot5, '1.6': Spec.Spec1dot6, '1.7': Spec.Spec1dot7 }[version];
}
