import type { Source } from '../domain/snapshot.ts';
import type { SbomMetadata } from '../domain/sbom-metadata.ts';
import { UsageError } from '../domain/usage-error.ts';
import { InventoryMerge, type MergedInventory } from '../inventory/merge/merge-snapshots.ts';
import type { InventorySource } from '../inventory/merge/source.ts';
import type { SpecVersion } from '../report/cyclonedx/spec-version.ts';
import { exportRows } from './export-rows.ts';
import { linkRepositories, type OnDocument } from './link-repositories.ts';
import { renderDocument } from './render-snapshot.ts';

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
  /** Of an SBOM; `flat` when absent. */
  readonly shape?: ExportShape;
  readonly scanner: Source['scanner'];
  /** ISO 8601; the latest of the snapshots when absent. A document of one repository has the time of its snapshot. */
  readonly time?: string;
  /** What people state for their SBOMs. */
  readonly metadata?: SbomMetadata;
  /** Takes the documents that a `linked` one links to; each is gone when the call returns. */
  readonly onDocument?: OnDocument;
}

/**
 * Many snapshots -> one document, in pieces: text, or bytes for `xlsx` and `parquet`. The document of one repository is the one
 * that a scan of it writes, to the byte, so a linked document can name its serial number and digest.
 */
export async function* exportInventory(request: ExportRequest): AsyncIterable<string | Uint8Array> {
  const { format, shape = 'flat', specVersion = '1.6', metadata, sources } = request;
  if (format === 'csv' || format === 'xlsx' || format === 'parquet') {
    yield* exportRows(sources, format);
    return;
  }
  const options = { specVersion, ...(metadata && { metadata }) };
  const only = request.subject.kind === 'repository' ? await firstOf(sources) : undefined;
  if (only?.snapshot !== undefined) {
    yield* await renderDocument(only.snapshot, format, options);
    return;
  }
  const isCycloneDx = format === 'cyclonedx-json' || format === 'cyclonedx-xml';
  if (shape === 'linked' && !isCycloneDx) {
    throw new UsageError(`\`${format}\` has no shape \`linked\``, 'use a CycloneDX format, or `--shape flat`');
  }
  if (shape === 'linked') {
    const linked = { documents: options, onDocument: request.onDocument };
    const { snapshot, assembly } = await linkRepositories(only === undefined ? sources : [only], mergeOptions(request), linked);
    yield* await renderDocument(snapshot, format, { ...options, assembly });
    return;
  }
  const { snapshot, assembly } = await mergeAll(only === undefined ? sources : [only], request);
  const parts = shape === 'hierarchical' ? assembly.parts : new Map();
  yield* await renderDocument(snapshot, format, { ...options, assembly: { ...assembly, parts } });
}

async function firstOf(sources: ExportRequest['sources']): Promise<InventorySource | undefined> {
  for await (const source of sources) return source;
  return undefined;
}

function mergeOptions({ subject, scanner, time }: ExportRequest): ConstructorParameters<typeof InventoryMerge>[0] {
  const kind = subject.kind === 'repository' ? 'organization' : subject.kind;
  return { root: { name: subject.name, kind }, scanner, ...(time !== undefined && { time }) };
}

async function mergeAll(sources: ExportRequest['sources'], request: ExportRequest): Promise<MergedInventory> {
  const merge = new InventoryMerge(mergeOptions(request));
  for await (const source of sources) merge.add(source);
  return merge.finish();
}
