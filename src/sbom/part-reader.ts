import type { SbomDraft, SbomFormat } from './draft.ts';
import type { DocumentPart } from './json-members.ts';

/** A reader of one standard: is given the parts of a document in the order in which they stand there. */
export interface PartReader {
  part(part: DocumentPart): void;
  /** `undefined` when the parts were of another standard. */
  finish(format: SbomFormat): SbomDraft | undefined;
}
