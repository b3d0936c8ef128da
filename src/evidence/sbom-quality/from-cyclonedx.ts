import { field, isRecord, listField, recordField, textField } from '../../domain/values.ts';
import type { ScoredComponent, ScoredDocument } from './subject.ts';

/** A decoded CycloneDX JSON document, of any version; what has another type than it should is not there. */
export function fromCycloneDx(document: unknown): ScoredDocument {
  const metadata = recordField(document, 'metadata');
  const primary = recordField(metadata, 'component');
  const tools = field(metadata, 'tools');
  const identity = textField(document, 'serialNumber');
  return {
    format: { name: 'CycloneDX', version: textField(document, 'specVersion') ?? '' },
    authors: [
      ...records(metadata, 'authors').map((author) => ({
        isNamed: has(author, 'name') || has(author, 'email'),
        isReachable: has(author, 'email'),
      })),
      ...organizations(metadata).map((one) => ({ isNamed: has(one, 'name'), isReachable: isReachable(one) })),
    ],
    timestamp: textField(metadata, 'timestamp'),
    tools: (Array.isArray(tools) ? tools : [...records(tools, 'components'), ...records(tools, 'services')]).map(
      (tool: unknown) => ({
        name: textField(tool, 'name'),
        version: textField(tool, 'version'),
      }),
    ),
    context: records(metadata, 'lifecycles').flatMap((one) => textField(one, 'phase') ?? textField(one, 'name') ?? []),
    identity:
      identity !== undefined && /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(identity) ? identity : undefined,
    hasVulnerabilities: records(document, 'vulnerabilities').length > 0,
    primary:
      primary === undefined
        ? undefined
        : { id: textField(primary, 'bom-ref') ?? '', name: textField(primary, 'name'), version: textField(primary, 'version') },
    components: allComponents(document).map(toComponent),
    dependencies: new Map(
      records(document, 'dependencies').flatMap((one) => {
        const ref = textField(one, 'ref');
        return ref === undefined ? [] : [[ref, texts(one, 'dependsOn')] as const];
      }),
    ),
    completeness: completenessOf(document),
  };
}

const AGGREGATES = /^(?:complete|incomplete(?:_\w+)?|unknown|not_specified)$/;

function completenessOf(document: unknown): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of records(document, 'compositions')) {
    if (!AGGREGATES.test(textField(one, 'aggregate') ?? '') || textField(one, 'aggregate') === 'not_specified') continue;
    for (const ref of texts(one, 'dependencies')) counts.set(ref, (counts.get(ref) ?? 0) + 1);
  }
  return counts;
}

// Components stand in components; a queue, because a document may nest them without end.
function allComponents(document: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const queue: unknown[] = [document];
  for (const parent of queue) {
    for (const component of records(parent, 'components')) {
      found.push(component);
      queue.push(component);
    }
  }
  return found;
}

function toComponent(component: unknown, index: number): ScoredComponent {
  const references = records(component, 'externalReferences');
  const at = (types: readonly string[]): readonly unknown[] =>
    references.filter((one) => types.includes(textField(one, 'type') ?? '') && has(one, 'url'));
  const delivered = at(['distribution', 'distribution-intake']);
  return {
    id: textField(component, 'bom-ref') ?? textField(component, 'purl') ?? `components/${index}`,
    name: textField(component, 'name'),
    version: textField(component, 'version'),
    purl: textField(component, 'purl'),
    hasOtherId:
      has(component, 'cpe') ||
      isRecord(field(component, 'swid')) ||
      texts(component, 'swhid').length > 0 ||
      texts(component, 'omniborId').length > 0,
    hashes: algorithms(component),
    deliveredHashes: delivered.flatMap(algorithms),
    hasSupplier: organizations(component).some((one) => has(one, 'name')) || has(component, 'publisher'),
    isCreatorReachable:
      organizations(component).some(isReachable) || records(component, 'authors').some((author) => has(author, 'email')),
    concludedLicense: licenseOf(component, 'concluded'),
    declaredLicense: licenseOf(component, 'declared'),
    hasCopyright: has(component, 'copyright') || records(recordField(component, 'evidence'), 'copyright').length > 0,
    hasSourceUrl: at(['vcs', 'source-distribution']).length > 0,
    hasDownloadUrl: delivered.length > 0,
    bsi: new Map(
      records(component, 'properties').flatMap((one) => {
        const name = textField(one, 'name');
        return name?.startsWith('bsi:component:') === true ? [[name.slice(14), textField(one, 'value') ?? ''] as const] : [];
      }),
    ),
  };
}

// A license without acknowledgement says neither that it was declared nor that somebody concluded it.
function licenseOf(component: unknown, acknowledgement: string): string | undefined {
  const found = records(component, 'licenses').flatMap((choice) => {
    const license = recordField(choice, 'license');
    if ((textField(license ?? choice, 'acknowledgement') ?? '') !== acknowledgement) return [];
    return textField(choice, 'expression') ?? textField(license, 'id') ?? textField(license, 'name') ?? [];
  });
  return found.length === 0 ? undefined : found.join(' AND ');
}

function organizations(value: unknown): readonly unknown[] {
  return ['manufacturer', 'manufacture', 'supplier'].flatMap((key) => recordField(value, key) ?? []);
}

function isReachable(organization: unknown): boolean {
  return texts(organization, 'url').length > 0 || records(organization, 'contact').some((contact) => has(contact, 'email'));
}

function algorithms(value: unknown): readonly string[] {
  return records(value, 'hashes').flatMap((hash) => (has(hash, 'content') ? (textField(hash, 'alg') ?? []) : []));
}

function records(value: unknown, key: string): readonly Readonly<Record<string, unknown>>[] {
  return (listField(value, key) ?? []).filter(isRecord);
}

function texts(value: unknown, key: string): readonly string[] {
  return (listField(value, key) ?? []).filter((one): one is string => typeof one === 'string');
}

function has(value: unknown, key: string): boolean {
  return (textField(value, key) ?? '').trim() !== '';
}
