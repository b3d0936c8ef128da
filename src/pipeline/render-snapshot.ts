import type { Assembly } from '../domain/assembly.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { SbomMetadata } from '../domain/sbom-metadata.ts';
import type { SpecVersion } from '../report/cyclonedx/spec-version.ts';

/** The documents that a snapshot can be written as, by the name that `-o` takes. */
export const DOCUMENT_FORMATS = [
  'cyclonedx-json',
  'cyclonedx-xml',
  'spdx-json',
  'spdx-tag-value',
  'spdx3-json',
  'snapshot',
  'csv',
  'xlsx',
  'html',
  'markdown',
] as const;

export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export interface DocumentOptions {
  readonly specVersion: SpecVersion;
  /** What people state for documents of their software. */
  readonly metadata?: SbomMetadata;
  /** Of a document about several repositories. */
  readonly assembly?: Assembly;
}

/** A snapshot as a document, in pieces. Each writer is loaded only when it is asked for. */
export async function renderDocument(
  snapshot: Snapshot,
  format: DocumentFormat,
  options: DocumentOptions,
): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'cyclonedx-json':
    case 'cyclonedx-xml': {
      const { renderCycloneDx } = await import('../report/cyclonedx/render.ts');
      return renderCycloneDx(snapshot, { ...options, format: format === 'cyclonedx-json' ? 'json' : 'xml' });
    }
    case 'spdx-json':
      return (await import('../report/spdx/json.ts')).renderSpdxJson(snapshot, options);
    case 'spdx-tag-value':
      return (await import('../report/spdx/tag-value.ts')).renderSpdxTagValue(snapshot, options);
    case 'spdx3-json':
      return (await import('../report/spdx3/json.ts')).renderSpdx3Json(snapshot, options);
    case 'snapshot':
      return (await import('../report/snapshot.ts')).renderSnapshot(snapshot);
    case 'csv':
      return (await import('../report/rows/csv.ts')).renderCsv(snapshot);
    case 'xlsx':
      return (await import('../report/xlsx/render.ts')).renderXlsx(snapshot);
    case 'html':
      return (await import('../report/inventory-html/render.ts')).renderInventoryHtml(snapshot);
    case 'markdown':
      return (await import('../report/rows/markdown.ts')).renderInventoryMarkdown(snapshot);
  }
}
