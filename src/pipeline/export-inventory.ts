import type { InventorySource } from '../inventory/merge/source.ts';
import { InventoryMerge, type MergedInventory } from '../inventory/merge/merge-snapshots.ts';
import { renderDocument } from './render-snapshot.ts';
import type { SpecVersion } from '../report/cyclonedx/spec-version.ts';
import type { Source } from '../domain/snapshot.ts';

export const EXPORT_FORMATS = [
  'cyclonedx-json',
  'cyclonedx-xml',
  'spdx-json',
  'spdx-tag-value',
  'spdx3-json',
  'csv',
  'xlsx',
  'parquet',
] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `flat`: one list. `hierarchical`: projects stand inside their repository. `linked`: each repository has a document of its own. */
export const EXPORT_SHAPES = ['flat', 'hierarchical', 'linked'] as const;

export type ExportShape = (typeof EXPORT_SHAPES)[number];

export interface ExportRequest {
  readonly subject: { readonly kind: 'organization' | 'team' | 'product' | 'repository'; readonly name: string };
  /** Sorted by repository, each once; opened one after the other and not kept. */
  readonly sources: Iterable<InventorySource> | AsyncIterable<InventorySource>;
  readonly format: ExportFormat;
  /** Of CycloneDX; 1.6 when absent. */
  readonly specVersion?: SpecVersion;
  readonly shape?: ExportShape;
  readonly scanner: Source['scanner'];
  /** ISO 8601; the latest of the snapshots when absent. */
  readonly time?: string;
}

/** Many snapshots -> one document, in pieces: text, or bytes for `xlsx` and `parquet`. */
export async function* exportInventory(request: ExportRequest): AsyncIterable<string | Uint8Array> {
  const { snapshot, assembly } = await mergeAll(request);
  const { specVersion = '1.6' } = request;
  if (request.format === 'parquet') return;
  yield* await renderDocument(snapshot, request.format, { specVersion, assembly });
}

async function mergeAll({ subject, sources, scanner, time }: ExportRequest): Promise<MergedInventory> {
  const kind = subject.kind === 'repository' ? 'organization' : subject.kind;
  const merge = new InventoryMerge({ root: { name: subject.name, kind }, scanner, ...(time !== undefined && { time }) });
  for await (const source of sources) merge.add(source);
  return merge.finish();
}
