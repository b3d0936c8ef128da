import { createHash } from 'node:crypto';
import type { BomLink } from '../domain/assembly.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { InventoryMerge, type MergedInventory, type MergeOptions } from '../inventory/merge/merge-snapshots.ts';
import { repositoryId } from '../inventory/merge/repositories.ts';
import type { InventorySource } from '../inventory/merge/source.ts';
import { renderDocument, type DocumentOptions } from './render-snapshot.ts';

type Sources = Iterable<InventorySource> | AsyncIterable<InventorySource>;

/**
 * An inventory of repositories alone, each with a link to its own document (CycloneDX BOM-Link, `urn:cdx:serial/version#ref`): it
 * stays small, whatever is in them.
 */
export async function linkRepositories(
  sources: Sources,
  options: MergeOptions,
  documents: DocumentOptions,
): Promise<MergedInventory> {
  const merge = new InventoryMerge(options);
  const links = new Map<string, BomLink>();
  for await (const source of sources) {
    const { snapshot } = source;
    if (snapshot !== undefined) links.set(repositoryId(source.repository), await linkTo(snapshot, documents));
    merge.add(snapshot === undefined ? source : { ...source, snapshot: withoutComponents(snapshot) });
  }
  const { snapshot, assembly } = merge.finish();
  return { snapshot, assembly: { ...assembly, parts: new Map(), links } };
}

function withoutComponents(snapshot: Snapshot): Snapshot {
  return { ...snapshot, projects: [], components: [], edges: [] };
}

async function linkTo(snapshot: Snapshot, documents: DocumentOptions): Promise<BomLink> {
  const digest = createHash('sha256');
  let head = '';
  for (const chunk of await renderDocument(snapshot, 'cyclonedx-json', documents)) {
    digest.update(chunk);
    if (head.length < LONGEST_HEAD) head += String(chunk);
  }
  const serial = /"serialNumber": "urn:uuid:([0-9a-f-]+)"/.exec(head)?.[1];
  const root = /"metadata": \{[\s\S]*?"component": \{[\s\S]*?"bom-ref": ("(?:[^"\\]|\\.)*")/.exec(head)?.[1];
  if (serial === undefined || root === undefined)
    throw new Error(`the document of ${snapshot.source.name} has no serial number or root`);
  return { url: `urn:cdx:${serial}/1#${encodeURIComponent(JSON.parse(root) as string)}`, sha256: digest.digest('hex') };
}

// Serial number and metadata stand first; components follow.
const LONGEST_HEAD = 1 << 20;
