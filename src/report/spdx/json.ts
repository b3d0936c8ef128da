import type { Snapshot } from '../../domain/snapshot.ts';
import { renderJsonRecord } from '../json-text.ts';
import { toSpdxDocument, type SpdxOptions } from './document.ts';

/** An SPDX 2.3 document as JSON, in pieces. */
export function renderSpdxJson(snapshot: Snapshot, options: SpdxOptions = {}): Iterable<string> {
  const { hasExtractedLicensingInfos, ...document } = toSpdxDocument(snapshot, options);
  return renderJsonRecord({ ...document, ...(hasExtractedLicensingInfos.length > 0 && { hasExtractedLicensingInfos }) });
}
