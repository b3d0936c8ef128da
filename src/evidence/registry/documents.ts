import type { RegisteredDocument, Registry } from './registry.ts';

/** The newest document of a kind; of equals the last that is written. */
export function newestDocument(registry: Registry, kind: string): RegisteredDocument | undefined {
  return registry.documents
    .filter((one) => one.document === kind)
    .reduce<RegisteredDocument | undefined>((best, one) => (best === undefined || one.date >= best.date ? one : best), undefined);
}
