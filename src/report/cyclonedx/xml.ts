import * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
import type * as Models from '@cyclonedx/cyclonedx-library/Models';
import type { Composition } from './compositions.ts';
import type { BomDraft } from './document.ts';
import { identityOf, occurrencesOf } from './evidence.ts';
import { toEnumAlgorithm } from './hash-algorithm.ts';
import { InventoryComponent } from './model.ts';
import { toRelativeUrl } from './references.ts';
import { specOf } from './spec.ts';
import type { SpecFeatures } from './spec-version.ts';
import { renderXml } from './xml-text.ts';

const { Normalize } = Serialize.XML;

type Element = Serialize.XML.Types.SimpleXml.Element;
type Options = Parameters<InstanceType<typeof Normalize.ComponentNormalizer>['normalize']>[1];

/** The XML text in pieces; components become elements one at a time. */
export function renderXmlDocument(draft: BomDraft): Iterable<string> {
  return new XmlSerializer(draft).chunks(draft.bom);
}

class XmlSerializer extends Serialize.XmlBaseSerializer {
  readonly #draft: BomDraft;

  constructor(draft: BomDraft) {
    super(new Factory(specOf(draft.specVersion), draft.features));
    this.#draft = draft;
  }

  chunks(bom: Models.Bom): Iterable<string> {
    const root = renamed(this._normalize(bom), this.#draft.features);
    // The library wrote the (empty) components and dependencies of its model where the XSD wants ours, and
    // compositions follow the dependencies.
    const kept = childrenOf(root).filter(({ name }) => name !== 'components' && name !== 'dependencies');
    const children = [...kept, this.#components(), this.#dependencies(), this.#compositions()];
    return renderXml({ ...root, children });
  }

  protected override _serialize(element: Element): string {
    return [...renderXml(element)].join('');
  }

  #components(): Element {
    const normalizer = this.normalizerFactory.makeForComponent();
    const components = this.#draft;
    return element('components', {
      *[Symbol.iterator]() {
        for (const component of components.components()) {
          const made = normalizer.normalize(component, {}, 'component');
          if (made !== undefined) yield made;
        }
      },
    });
  }

  #dependencies(): Element {
    return element(
      'dependencies',
      this.#draft.dependencies.map(({ ref, dependsOn }) => reference('dependency', ref, dependsOn)),
    );
  }

  #compositions(): Element {
    return element('compositions', this.#draft.compositions.map(toComposition));
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

// Positions in the sequence of the XSD: manufacturer after the supplier, hashes before licenses, pedigree before external references, evidence last.
const AFTER_MANUFACTURER = new Set(['author', 'publisher', 'group', 'name']);
const AFTER_HASHES = new Set(['licenses', 'copyright', 'cpe', 'purl', 'swid', 'externalReferences', 'properties', 'evidence']);
const AFTER_PEDIGREE = new Set(['externalReferences', 'properties', 'components', 'evidence']);

class ComponentNormalizer extends Normalize.ComponentNormalizer {
  readonly #features: SpecFeatures;

  constructor(factory: Factory, features: SpecFeatures) {
    super(factory);
    this.#features = features;
  }

  override normalize(data: Models.Component, options: Options, elementName: string): Element | undefined {
    const normalized = super.normalize(data, options, elementName);
    if (normalized === undefined || !(data instanceof InventoryComponent)) return normalized;
    let children = childrenOf(normalized).filter((child) => child.name !== 'evidence');
    if (data.manufacturer !== undefined) {
      const made = this.factory.makeForOrganizationalEntity().normalize(data.manufacturer, options, 'manufacturer');
      if (made !== undefined) children = insertBefore(children, AFTER_MANUFACTURER, made);
    }
    const hash = this.factory.makeForHash();
    const hashes = data.allHashes.flatMap(
      (item) => hash.normalize([toEnumAlgorithm(item.algorithm), item.value], options, 'hash') ?? [],
    );
    if (hashes.length > 0) children = insertBefore(children, AFTER_HASHES, element('hashes', hashes));
    const patches = data.patches.map(toPatch);
    if (patches.length > 0) {
      children = insertBefore(children, AFTER_PEDIGREE, element('pedigree', [element('patches', patches)]));
    }
    const parts = [...data.parts].flatMap((part) => this.normalize(part, options, 'component') ?? []);
    if (parts.length > 0) children = [...children, element('components', parts)];
    const written = childrenOf(childrenOf(normalized).find((child) => child.name === 'evidence'));
    const evidence = [...evidenceOf(data, this.#features), ...written];
    return { ...normalized, children: evidence.length === 0 ? children : [...children, element('evidence', evidence)] };
  }
}

function evidenceOf(data: InventoryComponent, features: SpecFeatures): Element[] {
  const identity = identityOf(data, features);
  const occurrences = occurrencesOf(data, features).map(({ location, line }) =>
    element('occurrence', [text('location', location), ...(line === undefined ? [] : [text('line', line)])]),
  );
  const methods = (identity?.methods ?? []).map(({ technique, confidence, value }) =>
    element('method', [text('technique', technique), text('confidence', confidence), text('value', value)]),
  );
  const concluded = identity?.concludedValue;
  return [
    ...(identity === undefined
      ? []
      : [
          element('identity', [
            text('field', identity.field),
            text('confidence', identity.confidence),
            ...(concluded === undefined ? [] : [text('concludedValue', concluded)]),
            element('methods', methods),
          ]),
        ]),
    ...(occurrences.length === 0 ? [] : [element('occurrences', occurrences)]),
  ];
}

function toPatch(path: string): Element {
  const url = text('url', toRelativeUrl(path));
  return { ...element('patch', [element('diff', [url])]), attributes: { type: 'unofficial' } };
}

function toComposition({ aggregate, assemblies, dependencies }: Composition): Element {
  const parts = [text('aggregate', aggregate)];
  if (assemblies.length > 0)
    parts.push(
      element(
        'assemblies',
        assemblies.map((ref) => reference('assembly', ref)),
      ),
    );
  if (dependencies.length > 0)
    parts.push(
      element(
        'dependencies',
        dependencies.map((ref) => reference('dependency', ref)),
      ),
    );
  return element('composition', parts);
}

// The library knows the name that CycloneDX 1.6 deprecated.
function renamed(root: Element, { manufacturers }: SpecFeatures): Element {
  if (!manufacturers) return root;
  const rename = (child: Element): Element => (child.name === 'manufacture' ? { ...child, name: 'manufacturer' } : child);
  const inMetadata = (child: Element): Element =>
    child.name === 'metadata' ? { ...child, children: childrenOf(child).map(rename) } : child;
  return { ...root, children: childrenOf(root).map(inMetadata) };
}

function reference(name: string, ref: string, children: readonly string[] = []): Element {
  return { type: 'element', name, attributes: { ref }, children: children.map((child) => reference(name, child)) };
}

function element(name: string, children: Iterable<Element>): Element {
  return { type: 'element', name, children };
}

function text(name: string, value: string | number): Element {
  return { type: 'element', name, children: value };
}

function childrenOf(parent: Element | undefined): Element[] {
  const children = parent?.children;
  if (children === undefined || typeof children === 'string' || typeof children === 'number') return [];
  return [...children].filter((child): child is Element => child.type === 'element');
}

function insertBefore(children: readonly Element[], after: ReadonlySet<string>, added: Element): Element[] {
  const at = children.findIndex((child) => after.has(child.name));
  return at === -1 ? [...children, added] : [...children.slice(0, at), added, ...children.slice(at)];
}
