import { createHash } from 'node:crypto';
import type { EvaluatedChecklist, EvaluatedEvidence, EvaluatedGroup, EvaluatedItem } from '../states/evaluated.ts';
import type { State } from '../states/state.ts';
import type { Registry } from '../registry/registry.ts';

export interface AttestationFacts {
  readonly organization: string;
  readonly program: Registry['program'];
  readonly tool: { readonly name: string; readonly version: string };
}

const ORGANIZATION = 'organization';

/**
 * An evaluated checklist as CycloneDX Attestations: the checklist as a standard, each item as a claim with its evidence.
 * One document is valid under 1.6 and 1.7.
 */
export function toCycloneDx(checklist: EvaluatedChecklist, facts: AttestationFacts, specVersion: '1.6' | '1.7' = '1.6'): object {
  const items = checklist.groups.flatMap((group) => group.items);
  const body = {
    version: 1,
    metadata: {
      timestamp: toTime(checklist.judgedOn),
      tools: { components: [{ type: 'application', name: facts.tool.name, version: facts.tool.version }] },
    },
    definitions: { standards: [toStandard(checklist)] },
    declarations: toDeclarations(checklist, items, facts),
  };
  return {
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: serialNumber(body),
    ...body,
  };
}

function toStandard({ pack, title, version, source, groups }: EvaluatedChecklist): object {
  const stages = [...new Set(groups.flatMap(({ stage }) => stage ?? []))].toSorted((a, b) => a - b);
  return {
    'bom-ref': `standard:${pack}`,
    name: title,
    version: `${source.revision} (checklist ${version})`,
    description: source.attribution,
    owner: source.name,
    requirements: groups.flatMap((group) => [
      { 'bom-ref': groupRef(pack, group), identifier: `${pack}:${group.id}`, title: group.title },
      ...group.items.map((item) => ({
        'bom-ref': itemRef(item.id),
        identifier: item.id,
        title: item.title,
        ...(item.text !== undefined && { text: item.text }),
        parent: groupRef(pack, group),
      })),
    ]),
    ...(stages.length > 0 && {
      levels: stages.map((stage) => ({
        'bom-ref': `level:${pack}:${stage}`,
        identifier: String(stage),
        title: `Stage ${stage}`,
        requirements: groups
          .filter((group) => group.stage === stage)
          .flatMap((group) => group.items.map((item) => itemRef(item.id))),
      })),
    }),
    ...(source.url !== undefined && { externalReferences: [{ type: 'website', url: source.url }] }),
  };
}

function toDeclarations(checklist: EvaluatedChecklist, items: readonly EvaluatedItem[], facts: AttestationFacts): object {
  const owner = facts.program?.owner;
  return {
    assessors: [{ 'bom-ref': 'assessor', thirdParty: false, organization: { name: facts.organization } }],
    attestations: [
      {
        summary: `${checklist.title}: evidence as of ${checklist.judgedOn}. Unknown is not a pass; what is only stated is marked as such.`,
        assessor: 'assessor',
        map: items.map(toMapping),
      },
    ],
    claims: items.map((item) => ({
      'bom-ref': claimRef(item.id),
      target: ORGANIZATION,
      predicate: item.title,
      reasoning: reasonOf(item),
      ...listOf(
        'evidence',
        item.evidence.flatMap((one, index) => (isFor(one) ? [evidenceRef(item.id, index)] : [])),
      ),
      ...listOf(
        'counterEvidence',
        item.evidence.flatMap((one, index) => (isAgainst(one) ? [evidenceRef(item.id, index)] : [])),
      ),
    })),
    evidence: items.flatMap((item) => [
      ...item.evidence.map((one, index) => toEvidence(item, one, index)),
      ...(item.next === undefined
        ? []
        : [{ 'bom-ref': nextRef(item.id), propertyName: 'licet:next-step', description: item.next }]),
    ]),
    targets: { organizations: [{ 'bom-ref': ORGANIZATION, name: facts.organization }] },
    affirmation: {
      statement:
        owner === undefined
          ? 'Nobody has affirmed this. It is evidence for a self-assessment.'
          : `Nobody has affirmed this by signature here. ${owner} answers for the program.`,
    },
  };
}

// A score is given only where something was measured or stated; unknown is no zero.
const SCORES: Readonly<Record<State, { readonly conformance?: number; readonly confidence?: number }>> = {
  pass: { conformance: 1, confidence: 1 },
  attested: { conformance: 1, confidence: 0.5 },
  not_applicable: {},
  unknown: {},
  stale: { confidence: 0 },
  conflict: { confidence: 0 },
  fail: { conformance: 0, confidence: 1 },
};

function toMapping(item: EvaluatedItem): object {
  const { conformance, confidence } = SCORES[item.state];
  const claims = item.state === 'fail' || item.state === 'conflict' ? 'counterClaims' : 'claims';
  return {
    requirement: itemRef(item.id),
    [claims]: [claimRef(item.id)],
    conformance: {
      ...(conformance !== undefined && { score: conformance }),
      rationale: `${item.state}: ${reasonOf(item)}`,
      ...(item.next !== undefined && { mitigationStrategies: [nextRef(item.id)] }),
    },
    ...(confidence !== undefined && { confidence: { score: confidence } }),
  };
}

function toEvidence(item: EvaluatedItem, evidence: EvaluatedEvidence, index: number): object {
  const { kind, name, why, owner, expires, observedOn, date, file, link } = evidence;
  const created = observedOn ?? date;
  const url = kind === 'automatic' ? 'metrics/metrics.json' : file !== undefined ? `registry/files/${encodeURI(file)}` : link;
  return {
    'bom-ref': evidenceRef(item.id, index),
    propertyName: `licet:${kind}:${name}`,
    description: `${evidence.state}: ${why}`,
    ...(url !== undefined && { data: [{ name, contents: { url } }] }),
    ...(created !== undefined && { created: toTime(created) }),
    ...(expires !== undefined && { expires: toTime(expires) }),
    ...(owner !== undefined && { author: /^[^\s@]+@[^\s@]+$/.test(owner) ? { email: owner } : { name: owner } }),
  };
}

function reasonOf(item: EvaluatedItem): string {
  if (item.notApplicable !== undefined)
    return `declared not to apply by ${item.notApplicable.owner}: ${item.notApplicable.reason}`;
  return item.evidence.map(({ state, name, why }) => `${name} ${state} (${why})`).join('; ');
}

function isFor({ state }: EvaluatedEvidence): boolean {
  return state === 'pass' || state === 'attested';
}

function isAgainst({ state }: EvaluatedEvidence): boolean {
  return state === 'fail' || state === 'conflict';
}

function listOf(name: string, refs: readonly string[]): object {
  return refs.length === 0 ? {} : { [name]: refs };
}

const itemRef = (id: string): string => `requirement:${id}`;
const claimRef = (id: string): string => `claim:${id}`;
const nextRef = (id: string): string => `next:${id}`;
const evidenceRef = (id: string, index: number): string => `evidence:${id}:${index}`;
const groupRef = (pack: string, { id }: EvaluatedGroup): string => `group:${pack}:${id}`;

function toTime(date: string): string {
  return `${date}T00:00:00Z`;
}

// RFC 9562, 5.8: a UUID of one's own making, here from the digest of the content.
function serialNumber(body: object): string {
  const bytes = createHash('sha256').update(JSON.stringify(body)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}
