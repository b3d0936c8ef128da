import * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
import type * as Models from '@cyclonedx/cyclonedx-library/Models';
import { isRecord } from '../../domain/values.ts';
import { renderJsonRecord } from '../json-text.ts';
import type { BomDraft } from './document.ts';
import { identityOf, occurrencesOf } from './evidence.ts';
import { toEnumAlgorithm } from './hash-algorithm.ts';
import { InventoryComponent } from './model.ts';
import { toRelativeUrl } from './references.ts';
import { specOf } from './spec.ts';
import type { SpecFeatures } from './spec-version.ts';

const { Normalize } = Serialize.JSON;

type NormalizedComponent = ReturnType<InstanceType<typeof Normalize.ComponentNormalizer>['normalize']>;
type Options = Parameters<InstanceType<typeof Normalize.BomNormalizer>['normalize']>[1];

/** The whole document as plain data, in the order in which it is written. */
export type JsonDocument = Readonly<Record<string, unknown>>;

export function toJsonDocument(draft: BomDraft): JsonDocument {
  return new JsonDocumentSerializer(draft).toDocument(draft.bom);
}

/** The text in pieces: one per component and dependency, so that no string holds it all. */
export function renderJson(document: JsonDocument): Iterable<string> {
  return renderJsonRecord(document);
}

// The serializer's way from model to document, without its text: that one holds everything in one string.
class JsonDocumentSerializer extends Serialize.JsonSerializer {
  readonly #draft: BomDraft;

  constructor(draft: BomDraft) {
    super(new Factory(specOf(draft.specVersion), draft.features));
    this.#draft = draft;
  }

  toDocument(bom: Models.Bom): JsonDocument {
    const { $schema, bomFormat, specVersion, version, metadata } = this._normalize(bom);
    const normalizer = this.normalizerFactory.makeForComponent();
    const components: NormalizedComponent[] = [];
    for (const component of this.#draft.components()) components.push(normalizer.normalize(component, {}));
    const { dependencies, compositions, features } = this.#draft;
    return {
      $schema,
      bomFormat,
      specVersion,
      serialNumber: undefined,
      version,
      metadata: renamed(compact(metadata), features),
      components,
      // Readers in the field fail on an absent `dependsOn`; an empty one says the same.
      dependencies,
      compositions: compositions.map(({ aggregate, assemblies, dependencies: refs }) => ({
        aggregate,
        ...(assemblies.length > 0 && { assemblies }),
        ...(refs.length > 0 && { dependencies: refs }),
      })),
    };
  }
}

class Factory extends Normalize.Factory {
  readonly features: SpecFeatures;

  constructor(spec: ConstructorParameters<typeof Normalize.Factory>[0], features: SpecFeatures) {
    super(spec);
    this.features = features;
  }

  override makeForComponent(): ComponentNormalizer {
    return new ComponentNormalizer(this, this.features);
  }
}

class ComponentNormalizer extends Normalize.ComponentNormalizer {
  readonly #features: SpecFeatures;

  constructor(factory: Factory, features: SpecFeatures) {
    super(factory);
    this.#features = features;
  }

  override normalize(data: Models.Component, options: Options): NormalizedComponent {
    const normalized = super.normalize(data, options);
    if (normalized === undefined || !(data instanceof InventoryComponent)) return normalized;
    const hash = this.factory.makeForHash();
    const hashes = data.allHashes.flatMap((item) => hash.normalize([toEnumAlgorithm(item.algorithm), item.value], options) ?? []);
    const { evidence: written, ...rest } = normalized;
    const entity = this.factory.makeForOrganizationalEntity();
    const parts = [...data.parts].flatMap((part) => this.normalize(part, options) ?? []);
    const evidence = { ...evidenceOf(data, this.#features), ...compact(written) };
    return compact({
      ...rest,
      ...(data.manufacturer !== undefined && { manufacturer: entity.normalize(data.manufacturer, options) }),
      ...(hashes.length > 0 && { hashes }),
      ...(data.patches.length > 0 && { pedigree: { patches: data.patches.map(toPatch) } }),
      ...(parts.length > 0 && { components: parts }),
      ...(Object.keys(evidence).length > 0 && { evidence }),
    });
  }
}

function toPatch(path: string): object {
  return { type: 'unofficial', diff: { url: toRelativeUrl(path) } };
}

function evidenceOf(data: InventoryComponent, features: SpecFeatures): object {
  const identity = identityOf(data, features);
  const occurrences = occurrencesOf(data, features);
  return {
    // One object in 1.5, a list since 1.6.
    ...(identity !== undefined && { identity: features.evidenceLines ? [identity] : identity }),
    ...(occurrences.length > 0 && { occurrences }),
  };
}

// The library knows the name that CycloneDX 1.6 deprecated.
function renamed(metadata: object | undefined, { manufacturers }: SpecFeatures): object {
  const entries = Object.entries(metadata ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [manufacturers && key === 'manufacture' ? 'manufacturer' : key, value]),
  );
}

// The library says "absent" with `undefined`, which to a schema is a property that is there.
function compact<T>(value: T): T {
  if (Array.isArray(value)) return value.map(compact) as T;
  if (!isRecord(value)) return value;
  const present: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = value[key];
    if (part !== undefined) present[key] = typeof part === 'object' ? compact(part) : part;
  }
  return present as T;
}
