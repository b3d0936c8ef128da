import type { Snapshot } from '../../domain/snapshot.ts';
import { assertRenderable } from './checks.ts';
import { draftBom, type DraftOptions } from './document.ts';
import { renderJson, toJsonDocument } from './json.ts';
import { contentOf } from '../json-text.ts';
import { serialNumberOf } from './serial-number.ts';
import { validateCycloneDx } from './validate.ts';
import { renderXmlDocument } from './xml.ts';

export interface CycloneDxOptions extends DraftOptions {
  readonly format: 'json' | 'xml';
}

/** Behind `render.ts`, because it loads the library. */
export async function writeCycloneDx(snapshot: Snapshot, options: CycloneDxOptions): Promise<Iterable<string>> {
  assertRenderable(snapshot);
  const draft = draftBom(snapshot, options);
  // JSON and XML are two forms of one document: both are checked in the form that has a schema here, and numbered by it.
  const document = toJsonDocument(draft);
  const problems = await validateCycloneDx(document, options.specVersion);
  if (problems.length > 0) throw new Error(`the CycloneDX ${options.specVersion} document is not valid: ${problems.join('; ')}`);
  const serialNumber = serialNumberOf(contentOf(document));
  if (options.format === 'json') return renderJson({ ...document, serialNumber });
  draft.bom.serialNumber = serialNumber;
  return renderXmlDocument(draft);
}
