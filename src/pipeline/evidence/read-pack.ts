import { decodeChecklist } from '../../evidence/checklists/decode-checklist.ts';
import type { Checklist } from '../../evidence/checklists/checklist.ts';
import { decodeOwnChecklist, extendChecklists, type OwnChecklist } from '../../evidence/checklists/extend-checklists.ts';
import { readHistory } from '../../evidence/history/history.ts';
import { parseJson, sha256Of } from '../../evidence/json.ts';
import { elementsOf, scoreSupplierSbom } from '../../evidence/metrics/elements.ts';
import { decodeCatalogue } from '../../evidence/metrics/catalogue.ts';
import { observe, type EvidenceFacts, type Observation } from '../../evidence/metrics/facts.ts';
import {
  decodeEstate,
  decodeInputs,
  decodeJudgement,
  decodeLinks,
  decodeNotices,
  decodePolicyFacts,
  type PackInputs,
} from '../../evidence/pack/decode-inputs.ts';
import type { DerivationRules } from '../../evidence/pack/derive.ts';
import { packId } from '../../evidence/pack/manifest.ts';
import type { PackFile } from '../../evidence/pack/pack-file.ts';
import { renderProblems } from '../../evidence/read-yaml.ts';
import { decodeRegistry } from '../../evidence/registry/decode-registry.ts';
import { jsonOf, type RegistryFile, type RegistryFiles } from '../../evidence/registry/files.ts';
import { emptyRegistry, type Registry } from '../../evidence/registry/registry.ts';
import { decodeAudiences, type Audience } from '../../evidence/reports/audiences.ts';
import { parseSnapshot } from '../../report/snapshot.ts';

/** Thrown when the inputs of a pack cannot be read: whose fault it is depends on who made them. */
export class UnreadablePack extends Error {
  override readonly name = 'UnreadablePack';
}

export type PackContents = ReadonlyMap<string, Uint8Array>;

export interface ReadPack {
  readonly inputs: PackInputs;
  readonly facts: EvidenceFacts;
  readonly rules: DerivationRules;
}

/** The facts and rules of a pack, from its input files alone. Collecting goes through here too, so both read the same. */
export async function readPack(contents: PackContents): Promise<ReadPack> {
  const inputs = need(contents, 'inputs.json', decodeInputs);
  const registry = readRegistry(contents, inputs);
  const files = registryFiles(contents);
  const facts: EvidenceFacts = {
    judgedOn: inputs.judgedOn,
    estate: need(contents, 'inventory/organization.json', decodeEstate),
    observations: await readObservations(contents, inputs),
    policy: need(contents, 'policy/policy.json', decodePolicyFacts),
    registry,
    files,
    history: history(contents),
    elements: elements(contents, inputs),
    supplierSboms: supplierSboms(registry, files),
    notices: need(contents, 'notices/notices.json', decodeNotices),
    links: new Map(
      (contents.has('registry/links.json') ? need(contents, 'registry/links.json', decodeLinks) : []).map((one) => [
        one.link,
        one,
      ]),
    ),
    hasOrganizationSbom: contents.has(ORGANIZATION_SBOM),
  };
  return { inputs, facts, rules: readRules(contents, inputs, registry) };
}

function readRules(contents: PackContents, inputs: PackInputs, registry: Registry): DerivationRules {
  const shipped = [...contents.keys()].filter((path) => path.startsWith('rules/checklists/')).toSorted();
  const wanted = registry.packs;
  const packs = shipped
    .map((path): Checklist => needYaml(contents, path, decodeChecklist))
    .filter(({ pack }) => wanted === undefined || wanted.includes(pack));
  const own = registry.checklists.map((path): OwnChecklist => needYaml(contents, `registry/files/${path}`, decodeOwnChecklist));
  const extended = extendChecklists(packs, own, registry.targets);
  if (extended.problems.length > 0) throw new UnreadablePack(extended.problems.join('\n'));
  const audiencesPath = registry.audiences === undefined ? 'rules/audiences.yaml' : `registry/files/${registry.audiences}`;
  const audiences: readonly Audience[] = needYaml(contents, audiencesPath, decodeAudiences).audiences;
  const { metrics } = needYaml(contents, 'rules/metrics.yaml', decodeCatalogue);
  return {
    checklists: extended.checklists,
    catalogue: new Map(metrics.map((metric) => [metric.id, metric])),
    audiences,
    tool: inputs.tool,
    pack: packId(
      [
        {
          path: 'inputs.json',
          role: 'inputs',
          mediaType: '',
          bytes: contents.get('inputs.json') ?? new Uint8Array(),
        } satisfies PackFile,
      ],
      inputs.judgedOn,
    ),
  };
}

async function readObservations(contents: PackContents, inputs: PackInputs): Promise<Observation[]> {
  const estate = need(contents, 'inventory/organization.json', decodeEstate);
  const entries = new Map(inputs.repositories.map((one) => [one.name, one]));
  const observations: Observation[] = [];
  for (const repository of estate.repositories) {
    const entry = entries.get(repository.name);
    if (entry?.snapshot === undefined) {
      observations.push({ repository });
      continue;
    }
    const { snapshot, problems } = await parseSnapshot(textOf(contents, entry.snapshot));
    if (snapshot === undefined) throw new UnreadablePack(`${entry.snapshot}: ${problems.slice(0, 3).join('; ')}`);
    const judgement = entry.findings === undefined ? undefined : need(contents, entry.findings, decodeJudgement);
    if (judgement !== undefined && judgement.snapshot.treeDigest !== snapshot.source.treeDigest)
      throw new UnreadablePack(`${entry.findings ?? ''}: it judges another snapshot than ${entry.snapshot}`);
    observations.push(observe(repository, snapshot, judgement));
  }
  return observations;
}

function readRegistry(contents: PackContents, inputs: PackInputs): Registry {
  if (inputs.registry === undefined) return emptyRegistry();
  return needYaml(contents, 'registry/licet.evidence.yaml', decodeRegistry);
}

// The SBOM of the organization speaks for all; where there is only one repository, its own does.
function elements(contents: PackContents, { repositories }: PackInputs): EvidenceFacts['elements'] {
  const [only] = repositories.flatMap(({ snapshot }) => snapshot ?? []);
  const path = contents.has(ORGANIZATION_SBOM) ? ORGANIZATION_SBOM : only?.replace(/\.snapshot\.json$/, '.cdx.json');
  return path === undefined ? [] : elementsOf(parseJson(textOf(contents, path)));
}

function supplierSboms({ suppliers }: Registry, files: RegistryFiles): EvidenceFacts['supplierSboms'] {
  return suppliers.flatMap(({ name, sboms }) =>
    sboms.map(({ file, product, received }) =>
      scoreSupplierSbom({ supplier: name, product, file, received }, { isThere: files.has(file), document: jsonOf(files, file) }),
    ),
  );
}

const ORGANIZATION_SBOM = 'inventory/organization.cdx.json';
const FILES = 'registry/files/';
// More than this is no document that a metric reads.
const LARGEST_TEXT = 10_000_000;

function registryFiles(contents: PackContents): RegistryFiles {
  const found = new Map<string, RegistryFile>();
  for (const [path, bytes] of contents) if (path.startsWith(FILES)) found.set(path.slice(FILES.length), toRegistryFile(bytes));
  return found;
}

function toRegistryFile(bytes: Uint8Array): RegistryFile {
  const file = { sha256: sha256Of(bytes), bytes: bytes.length };
  if (bytes.length > LARGEST_TEXT) return file;
  try {
    return { ...file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return file;
  }
}

function history(contents: PackContents): EvidenceFacts['history'] {
  if (!contents.has('history/history.jsonl')) return [];
  const { lines, problems } = readHistory(textOf(contents, 'history/history.jsonl'));
  if (problems.length > 0) throw new UnreadablePack(problems.map((problem) => `history/history.jsonl: ${problem}`).join('\n'));
  return lines;
}

function textOf(contents: PackContents, path: string): string {
  const bytes = contents.get(path);
  if (bytes === undefined) throw new UnreadablePack(`${path}: it is missing`);
  return Buffer.from(bytes).toString('utf8');
}

function need<T>(contents: PackContents, path: string, decode: (text: string) => T | undefined): T {
  const value = decode(textOf(contents, path));
  if (value === undefined) throw new UnreadablePack(`${path}: it is not what its name says`);
  return value;
}

type YamlDecoder<T> = (
  text: string,
  file: string,
) => { readonly value?: T; readonly problems: Parameters<typeof renderProblems>[0] };

function needYaml<T>(contents: PackContents, path: string, decode: YamlDecoder<T>): T {
  const { value, problems } = decode(textOf(contents, path), path);
  if (value === undefined) throw new UnreadablePack(renderProblems(problems));
  return value;
}
