import type { Judgement } from '../../domain/finding.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { appendHistory, type HistoryLine } from '../../evidence/history/history.ts';
import { renderJson, sha256Of } from '../../evidence/json.ts';
import { by } from '../../domain/order.ts';
import type { SbomMetadata } from '../../domain/sbom-metadata.ts';
import { inScope, type Estate, type LinkAnswer, type NoticeFact, type PolicyFacts } from '../../evidence/metrics/facts.ts';
import { InventoryMerge } from '../../inventory/merge/merge-snapshots.ts';
import type { PackInputs } from '../../evidence/pack/decode-inputs.ts';
import { derive, type Derived } from '../../evidence/pack/derive.ts';
import { sealPack } from '../../evidence/pack/manifest.ts';
import { packFile, slugOf, type PackFile } from '../../evidence/pack/pack-file.ts';
import { signJson } from '../../evidence/trust/jsf.ts';
import type { Signer } from '../../evidence/trust/keys.ts';
import { renderCycloneDx } from '../../report/cyclonedx/render.ts';
import { renderSnapshot } from '../../report/snapshot.ts';
import { readPack } from './read-pack.ts';
import { signPack } from './sign.ts';

/** One repository with what was found in it. */
export interface RepositoryInput {
  readonly name: string;
  readonly snapshot?: Snapshot;
  readonly judgement?: Judgement;
}

export interface CollectRequest {
  readonly judgedOn: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly estate: Estate;
  readonly repositories: readonly RepositoryInput[];
  readonly policy: { readonly facts: PolicyFacts; readonly texts: ReadonlyMap<string, string> };
  readonly registry?: { readonly file: string; readonly text: string; readonly files: ReadonlyMap<string, Uint8Array> };
  readonly rules: {
    readonly checklists: readonly { readonly file: string; readonly text: string }[];
    readonly catalogue: string;
    readonly audiences: string;
  };
  readonly notices: readonly (NoticeFact & { readonly text: string })[];
  /** What people state for SBOMs: authors, suppliers. */
  readonly metadata?: SbomMetadata;
  /** What registered links answered, when somebody asked. */
  readonly links?: readonly LinkAnswer[];
  /** The pack before this one: its history goes on here. */
  readonly previous?: { readonly historyText: string; readonly line: Omit<HistoryLine, 'schema' | 'prev'> };
  readonly signer?: Signer;
}

export interface Collected extends Derived {
  readonly pack: string;
  /** Everything, the manifest and the signatures too. */
  readonly allFiles: readonly PackFile[];
}

/** Facts -> the files of an evidence pack: inputs, what follows from them, the manifest over both, and its signature. */
export async function collectEvidence(request: CollectRequest): Promise<Collected> {
  const files = await inputFiles(request);
  const { facts, rules } = await readPack(new Map(files.map(({ path, bytes }) => [path, bytes])));
  const derived = derive(facts, rules);
  const previous = request.previous?.line.manifestSha256;
  const sealed = sealPack([...files, ...derived.files], {
    judgedOn: request.judgedOn,
    organization: request.estate.name,
    tool: request.tool,
    ...(previous !== undefined && { previous }),
  });
  const signatures =
    request.signer === undefined ? [] : await signPack(new Map(sealed.map(({ path, bytes }) => [path, bytes])), request.signer);
  return { ...derived, pack: rules.pack, allFiles: [...sealed, ...signatures] };
}

async function inputFiles(request: CollectRequest): Promise<PackFile[]> {
  const { estate, policy, registry, rules, notices, previous } = request;
  const organizationSbom = await mergedSbom(request);
  const perRepository = await Promise.all(request.repositories.map(async (one) => repositoryFiles(one, request)));
  const others = [
    packFile('inventory/organization.json', 'organization', renderJson(estate)),
    ...(organizationSbom === undefined
      ? []
      : [packFile('inventory/organization.cdx.json', 'sbom', await signedSbom(organizationSbom, request.signer))]),
    packFile('policy/policy.json', 'policy', renderJson(policy.facts)),
    ...[...policy.texts].map(([, text], index) => packFile(`policy/policy-${index + 1}.yaml`, 'policy', text)),
    packFile('notices/notices.json', 'notice', renderJson(notices.map(({ text: _text, ...fact }) => fact))),
    ...notices.map(({ repository, text }) => packFile(`notices/${slugOf(repository, sha256Of)}.txt`, 'notice', text)),
    ...(registry === undefined
      ? []
      : [
          packFile('registry/licet.evidence.yaml', 'registry', registry.text),
          ...[...registry.files].map(([path, bytes]) => packFile(`registry/files/${path}`, 'registry', bytes)),
        ]),
    ...(request.links === undefined ? [] : [packFile('registry/links.json', 'registry', renderJson(request.links))]),
    ...rules.checklists.map(({ file, text }) => packFile(`rules/checklists/${file}`, 'rules', text)),
    packFile('rules/metrics.yaml', 'rules', rules.catalogue),
    packFile('rules/audiences.yaml', 'rules', rules.audiences),
    ...(previous === undefined
      ? []
      : [packFile('history/history.jsonl', 'history', appendHistory(previous.historyText, previous.line))]),
  ];
  const all = [...others, ...perRepository.flatMap(({ files }) => files)];
  return [packFile('inputs.json', 'inputs', renderJson(toInputs(request, all))), ...all];
}

function toInputs(request: CollectRequest, files: readonly PackFile[]): PackInputs {
  const byName = new Map(request.repositories.map((one) => [one.name, one]));
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const previous = request.previous?.line.manifestSha256;
  return {
    schema: 'licet-evidence-inputs/1',
    judgedOn: request.judgedOn,
    organization: request.estate.name,
    tool: request.tool,
    ...(previous !== undefined && { previous }),
    ...(request.registry !== undefined && { registry: { file: request.registry.file } }),
    repositories: request.estate.repositories.map((repository) => {
      const source = byName.get(repository.name)?.snapshot?.source;
      const slug = slugOf(repository.name, sha256Of);
      const state = repository.archived === true ? 'archived' : repository.excluded !== undefined ? 'excluded' : 'missing';
      return {
        name: repository.name,
        state: source === undefined ? state : 'scanned',
        ...(repository.excluded !== undefined && { reason: repository.excluded }),
        ...(source !== undefined && {
          ...(source.commit !== undefined && { commit: source.commit }),
          dirty: source.dirty,
          ...(source.time !== undefined && { time: source.time }),
          treeDigest: source.treeDigest,
          snapshot: snapshotPath(slug),
        }),
        ...(byName.get(repository.name)?.judgement !== undefined && { findings: findingsPath(slug) }),
      };
    }),
    files: Object.fromEntries(sorted.map(({ path, bytes }) => [path, sha256Of(bytes)])),
  };
}

const snapshotPath = (slug: string): string => `inventory/repositories/${slug}.snapshot.json`;
const findingsPath = (slug: string): string => `policy/findings/${slug}.json`;

async function repositoryFiles(
  { name, snapshot, judgement }: RepositoryInput,
  { signer, metadata }: CollectRequest,
): Promise<{ files: PackFile[] }> {
  if (snapshot === undefined) return { files: [] };
  const slug = slugOf(name, sha256Of);
  const sbom = joined(
    await renderCycloneDx(snapshot, { format: 'json', specVersion: '1.6', ...(metadata !== undefined && { metadata }) }),
  );
  return {
    files: [
      packFile(snapshotPath(slug), 'snapshot', joined(renderSnapshot(snapshot))),
      packFile(`inventory/repositories/${slug}.cdx.json`, 'sbom', await signedSbom(sbom, signer)),
      ...(judgement === undefined ? [] : [packFile(findingsPath(slug), 'findings', renderJson(judgement))]),
    ],
  };
}

/** One SBOM of all repositories in scope, where an organization is declared; those without snapshot are in it as gaps. */
async function mergedSbom({ estate, repositories, tool, metadata }: CollectRequest): Promise<string | undefined> {
  if (estate.manifest === undefined) return undefined;
  const found = new Map(repositories.map(({ name, snapshot }) => [name, snapshot]));
  const merge = new InventoryMerge({ root: { name: estate.name, kind: 'organization' }, scanner: tool });
  for (const { name, unit, products } of estate.repositories.filter(inScope).toSorted(by(({ name }) => name))) {
    const snapshot = found.get(name);
    merge.add({
      repository: name,
      products,
      ...(unit !== undefined && { team: unit }),
      ...(snapshot === undefined ? { reason: 'no snapshot' } : { snapshot }),
    });
  }
  const { snapshot, assembly } = merge.finish();
  return joined(
    await renderCycloneDx(snapshot, {
      format: 'json',
      specVersion: '1.6',
      assembly,
      ...(metadata !== undefined && { metadata }),
    }),
  );
}

/** The SBOM with a signature inside; as it is without a signer. */
export async function signedSbom(text: string, signer: Signer | undefined): Promise<string> {
  if (signer === undefined) return text;
  return renderJson(await signJson(JSON.parse(text) as Readonly<Record<string, unknown>>, signer));
}

function joined(chunks: Iterable<string>): string {
  return [...chunks].join('');
}
