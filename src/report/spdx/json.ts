import type { Assembly } from '../../domain/assembly.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { renderJsonRecord } from '../json-text.ts';
import { toSpdxDocument } from './document.ts';

/** An SPDX 2.3 document as JSON, in pieces. */
export function renderSpdxJson(snapshot: Snapshot, assembly?: Assembly): Iterable<string> {
  const { hasExtractedLicensingInfos, ...document } = toSpdxDocument(snapshot, assembly);
  return renderJsonRecord({ ...document, ...(hasExtractedLicensingInfos.length > 0 && { hasExtractedLicensingInfos }) });
}
