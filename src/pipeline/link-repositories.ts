import { createHash } from 'node:crypto';
import type { BomLink } from '../domain/assembly.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { InventoryMerge, type MergedInventory, type MergeOptions } from '../inventory/merge/merge-snapshots.ts';
import { repositoryId } from '../inventory/merge/repositories.ts';
import type { InventorySource } from '../inventory/merge/source.ts';
import { renderDocument, type DocumentOptions } from './render-snapshot.ts';

/** The document of one repository, in pieces. */
export type OnDocument = (repository: string, chunks: Iterable<Chunk>) => void;

type Chunk = string | Uint8Array;

interface Linked {
  readonly documents: DocumentOptions;
  readonly onDocument: OnDocument | undefined;
}

type Sources = Iterable<InventorySource> | AsyncIterable<InventorySource>;

/**
 * An inventory of repositories alone, each with a link to its own document (CycloneDX BOM-Link, `urn:cdx:serial/version#ref`): it
 * stays small, whatever is in them.
 */
export async function linkRepositories(
  sources: Sources,
  options: MergeOptions,
  { documents, onDocument }: Linked,
): Promise<MergedInventory> {
  const merge = new InventoryMerge(options);
  const links = new Map<string, BomLink>();
  for await (const source of sources) {
    const { snapshot } = source;
    if (snapshot !== undefined) {
      const { chunks, toLink } = digesting(await renderDocument(snapshot, 'cyclonedx-json', documents));
      if (onDocument !== undefined) onDocument(source.repository, chunks);
      // what nobody took is read for its digest alone
      for (const _ of chunks);
      links.set(repositoryId(source.repository), toLink(source.repository));
    }
    merge.add(snapshot === undefined ? source : { ...source, snapshot: withoutComponents(snapshot) });
  }
  const { snapshot, assembly } = merge.finish();
  return { snapshot, assembly: { ...assembly, parts: new Map(), links } };
}

function withoutComponents(snapshot: Snapshot): Snapshot {
  return { ...snapshot, projects: [], components: [], edges: [] };
}

/** A document on its way to whoever takes it; when all of it went by, the link to it is known. */
function digesting(document: Iterable<Chunk>): { readonly chunks: Iterable<Chunk>; toLink(repository: string): BomLink } {
  const digest = createHash('sha256');
  let head = '';
  function* passing(): Generator<Chunk> {
    for (const chunk of document) {
      digest.update(chunk);
      if (head.length < LONGEST_HEAD) head += String(chunk);
      yield chunk;
    }
  }
  const toLink = (repository: string): BomLink => {
    const serial = /"serialNumber": "urn:uuid:([0-9a-f-]+)"/.exec(head)?.[1];
    const root = /"metadata": \{[\s\S]*?"component": \{[\s\S]*?"bom-ref": ("(?:[^"\\]|\\.)*")/.exec(head)?.[1];
    if (serial === undefined || root === undefined) throw new Error(`the document of ${repository} has no serial number or root`);
    return { url: `urn:cdx:${serial}/1#${encodeURIComponent(JSON.parse(root) as string)}`, sha256: digest.digest('hex') };
  };
  return { chunks: passing(), toLink };
}

// Serial number and metadata stand first; components follow.
const LONGEST_HEAD = 1 << 20;
