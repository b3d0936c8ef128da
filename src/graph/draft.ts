import type {
  ComponentId,
  ComponentType,
  Hash,
  IdentityEvidence,
  Occurrence,
  Origin,
  Resolution,
  Use,
} from '../domain/component.ts';
import type { RawLicense } from '../domain/license.ts';
import type { Purl } from '../domain/purl.ts';
import type { PackageLocation } from '../domain/read-result.ts';

/** A component while results are merged into it; private to the graph stage. */
export interface Draft {
  readonly id: ComponentId;
  readonly firstParty: boolean;
  readonly ecosystem: string;
  readonly purl: Purl | undefined;
  readonly name: string;
  readonly version: string | undefined;
  type: ComponentType;
  resolution: Resolution;
  description: string | undefined;
  identity: IdentityEvidence | undefined;
  readonly hashes: Map<string, Hash>;
  readonly origins: Map<string, Origin>;
  readonly occurrences: Map<string, Occurrence>;
  readonly uses: Map<string, Use>;
  readonly aliases: Set<string>;
  readonly bundledIn: Set<ComponentId>;
  /** Some occurrence stands on its own, so the component is not only shipped inside another. */
  standsAlone: boolean;
  readonly patches: Set<string>;
  readonly platforms: Set<string>;
  readonly requirements: Set<string>;
  properties: Record<string, string>;
  readonly licenses: Map<string, RawLicense>;
  readonly installed: Map<string, PackageLocation>;
}
