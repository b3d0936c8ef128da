import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import type { ComponentId } from '../../domain/component.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { PackageTexts } from '../../licenses/package-texts.ts';
import { sha256Of } from '../../evidence/json.ts';
import { matchesName } from '../../evidence/registry/names.ts';
import type { Registry } from '../../evidence/registry/registry.ts';
import type { Estate, EstateRepository } from '../../evidence/metrics/facts.ts';
import { decodeManifest } from '../../inventory/manifest/decode-manifest.ts';
import { inScope, type OrgManifest, type OrgRepository } from '../../inventory/manifest/model.ts';
import { listStore } from '../../io/store/records.ts';
import { loadSegment } from '../../io/store/segments.ts';
import { parseSnapshot } from '../../report/snapshot.ts';
import type { Voice } from '../log.ts';
import { readSubject } from '../read-subject.ts';
import { runScan } from '../run-scan.ts';
import type { Terminal } from '../terminal.ts';
import type { EvidenceCollectFlags } from '../flags/evidence.ts';

export type RepositoryTexts = ReadonlyMap<ComponentId, PackageTexts>;

export interface OpenedEstate {
  readonly estate: Estate;
  readonly snapshots: ReadonlyMap<string, Snapshot>;
  /** What the manifest says of each repository: policies ask for it. */
  readonly declared: ReadonlyMap<string, OrgRepository>;
  /** Texts of the packages, of those repositories whose files were at hand. */
  readonly texts: ReadonlyMap<string, RepositoryTexts>;
}

interface EstateRequest {
  readonly path: string;
  readonly flags: EvidenceCollectFlags;
  readonly registry: Registry;
  readonly judgedOn: string;
  readonly voice: Voice;
  readonly terminal: Terminal;
}

/** The repositories that the evidence is about, each with its newest snapshot that is not later than the day of judgement. */
export async function openEstate(request: EstateRequest): Promise<OpenedEstate> {
  const { path, flags, terminal } = request;
  const file = flags.org ?? join(path, 'licet.org.yaml');
  const full = resolve(terminal.cwd, file);
  if (existsSync(full) && statSync(full).isFile()) return openOrganization(file, full, request);
  if (flags.org !== undefined) throw new UsageError(`there is no organization manifest \`${flags.org}\``);
  const { snapshot, texts } = await readAlone(request);
  const { name, repository: url } = snapshot.source;
  const alone: EstateRepository = { name, ...(url !== undefined && { url }), products: [], owners: [] };
  return {
    estate: { name, repositories: [alone] },
    snapshots: new Map([[name, snapshot]]),
    declared: new Map(),
    texts: new Map([[name, texts]]),
  };
}

async function readAlone({
  path,
  flags,
  voice,
  terminal,
}: EstateRequest): Promise<{ snapshot: Snapshot; texts: RepositoryTexts }> {
  const texts = new Map<ComponentId, PackageTexts>();
  const own = { ...flags, caches: flags.caches.length === 0 ? ['none'] : flags.caches };
  if (statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false })?.isFile() === true)
    return { snapshot: await readSubject(path, own, voice, terminal), texts };
  const onPackageTexts = (id: ComponentId, found: PackageTexts): void => void texts.set(id, found);
  return { snapshot: await runScan(path, own, { voice, terminal, onPackageTexts }), texts };
}

async function openOrganization(shown: string, file: string, request: EstateRequest): Promise<OpenedEstate> {
  const text = readFileSync(file, 'utf8');
  const { manifest, problems } = decodeManifest(text, shown);
  for (const { file: at, line, column, message } of problems) request.terminal.err(`${at}:${line}:${column}: ${message}\n`);
  if (manifest === undefined)
    throw new UsageError(`the organization manifest \`${shown}\` has errors`, 'mend the lines named above');
  const { registry } = request;
  const estate: Estate = {
    name: manifest.organization,
    manifest: { file: 'licet.org.yaml', sha256: sha256Of(text) },
    repositories: manifest.repositories.map((one) => toEstateRepository(one, manifest, registry)),
  };
  const texts = new Map<string, RepositoryTexts>();
  const declared = new Map(manifest.repositories.map((one) => [one.name, one]));
  return { estate, declared, snapshots: await findSnapshots(manifest, dirname(file), { ...request, texts }), texts };
}

const DISTRIBUTED: Readonly<Record<OrgRepository['distribution'], boolean | undefined>> = {
  none: false,
  internal: false,
  saas: false,
  binary: true,
  embedded: true,
  library: true,
  source: true,
  unknown: undefined,
};

function toEstateRepository(one: OrgRepository, manifest: OrgManifest, registry: Registry): EstateRepository {
  const team = manifest.teams.find(({ name }) => name === one.team);
  const distributed = DISTRIBUTED[one.distribution];
  const visibility = registry.repositories.find(
    (entry) => matchesName(entry.name, one.name) && entry.visibility !== undefined,
  )?.visibility;
  return {
    name: one.name,
    ...(one.url !== undefined && { url: one.url }),
    ...(one.team !== undefined && { unit: one.team }),
    products: one.products,
    ...(distributed !== undefined && { distributed }),
    ...(visibility !== undefined && { visibility }),
    owners: one.team === undefined ? [] : [team?.contact ?? one.team],
    criticality: manifest.impact.criticality[one.criticality],
    ...(one.excluded !== undefined && { excluded: one.excluded }),
    ...(one.archived && { archived: true }),
  };
}

// From `--snapshots`, else from the store, else the checkouts beside the manifest are scanned.
async function findSnapshots(
  manifest: OrgManifest,
  root: string,
  request: EstateRequest & { readonly texts: Map<string, RepositoryTexts> },
): Promise<ReadonlyMap<string, Snapshot>> {
  const { flags, terminal, judgedOn } = request;
  if (flags.snapshots !== undefined) return fromFiles(resolve(terminal.cwd, flags.snapshots), manifest, judgedOn);
  const store = flags.store === undefined ? join(root, manifest.store ?? '.licet-org') : resolve(terminal.cwd, flags.store);
  if (existsSync(join(store, 'licet-store.json'))) return fromStore(store, manifest, request);
  if (flags.store !== undefined) throw new UsageError(`there is no store \`${flags.store}\``, 'fill one with `licet org scan`');
  const found = new Map<string, Snapshot>();
  const caches = flags.caches.length === 0 ? ['none'] : flags.caches;
  for (const { name, path, roles } of inScope(manifest)) {
    const checkout = path === undefined ? undefined : join(root, path);
    if (checkout === undefined || statSync(checkout, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    const texts = new Map<ComponentId, PackageTexts>();
    const onPackageTexts = (id: ComponentId, own: PackageTexts): void => void texts.set(id, own);
    found.set(
      name,
      await runScan(checkout, { ...flags, caches, role: [...flags.role, ...roles] }, { ...request, onPackageTexts }),
    );
    request.texts.set(name, texts);
  }
  return found;
}

function fromStore(store: string, manifest: OrgManifest, { judgedOn, terminal }: EstateRequest): ReadonlyMap<string, Snapshot> {
  const { records, problems } = listStore(store);
  for (const problem of problems) terminal.err(`warning ${problem.path}: ${problem.message}\n`);
  const names = new Set(inScope(manifest).map(({ name }) => name));
  const newest = new Map(
    records
      .filter(({ repository, date }) => names.has(repository) && date.slice(0, 10) <= judgedOn)
      .map((one) => [one.repository, one]),
  );
  return new Map([...newest].map(([name, { segment }]) => [name, loadSegment(store, segment)]));
}

async function fromFiles(folder: string, manifest: OrgManifest, judgedOn: string): Promise<ReadonlyMap<string, Snapshot>> {
  const found = new Map<string, Snapshot>();
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.json')) continue;
    const { snapshot } = await parseSnapshot(readFileSync(join(folder, name), 'utf8'));
    const repository = inScope(manifest).find(
      (one) => one.name === snapshot?.source.name || (one.url !== undefined && one.url === snapshot?.source.repository),
    );
    if (snapshot === undefined || repository === undefined) continue;
    const time = snapshot.source.time ?? '';
    if (time.slice(0, 10) > judgedOn || (found.get(repository.name)?.source.time ?? '') > time) continue;
    found.set(repository.name, snapshot);
  }
  return found;
}
