import type { RawLicense } from '../../domain/license.ts';
import type { Exclusion, Place, Relocation } from './pom.ts';

/** A POM with all that it inherits, interpolated; imports and management applied. */
export interface Model {
  readonly place: Place;
  readonly groupId: string;
  readonly artifactId: string;
  /** May hold `${…}` that nothing gives a value. */
  readonly version: string | undefined;
  readonly packaging: string;
  readonly description?: string;
  readonly dependencies: readonly ModelDependency[];
  /** By management key, in order; imported BOMs included. */
  readonly managed: ReadonlyMap<string, ModelDependency>;
  readonly licenses: readonly RawLicense[];
  readonly relocation?: Relocation;
  /** Parents and BOMs that are nowhere to be found: what they manage is not known. */
  readonly missing: readonly MissingPom[];
  readonly line: number;
}

export interface ModelDependency {
  readonly groupId: string;
  readonly artifactId: string;
  readonly type: string;
  readonly classifier?: string;
  readonly version?: string;
  readonly scope?: string;
  readonly optional?: boolean;
  readonly exclusions: readonly Exclusion[];
  readonly place: Place;
  readonly line: number;
}

export interface MissingPom {
  readonly kind: 'parent' | 'bom';
  /** `group:artifact:version` as far as it is known. */
  readonly coordinates: string;
  readonly place: Place;
  readonly line: number;
}
