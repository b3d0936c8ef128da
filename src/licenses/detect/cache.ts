import { createHash } from 'node:crypto';
import { isRecord, listField } from '../../domain/values.ts';
import type { Identification } from './identification.ts';
import type { Identifier } from './identify.ts';
import { languageOf } from './program-data.ts';
import { describedBySidecar } from './reuse.ts';

/** Where identifications are kept between runs; keys are content digests, values the identification as JSON. */
export interface IdentificationCache {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

/** An identifier that asks the cache first. The key covers the content and the index, so an entry never goes stale. */
export function withCache(identifier: Identifier, cache: IdentificationCache): Identifier {
  return {
    indexVersion: identifier.indexVersion,
    identify(content, options) {
      const isSidecar = options?.path !== undefined && describedBySidecar(options.path) !== undefined;
      const key = cacheKey(
        `${identifier.indexVersion}${isSidecar ? ':sidecar' : ''}:${languageOf(options?.path) ?? ''}`,
        content,
      );
      const known = readEntry(cache.get(key));
      if (known !== undefined) return known;
      const identification = identifier.identify(content, options);
      cache.set(key, JSON.stringify(identification));
      return identification;
    },
  };
}

function readEntry(entry: string | undefined): Identification | undefined {
  if (entry === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(entry);
    return isRecord(value) && listField(value, 'detections') !== undefined ? (value as unknown as Identification) : undefined;
  } catch {
    return undefined;
  }
}

function cacheKey(version: string, content: Parameters<Identifier['identify']>[0]): string {
  const hash = createHash('sha256').update(version).update('\0');
  if (typeof content === 'string' || content instanceof Uint8Array) return hash.update(content).digest('hex');
  return hash.update(`${content.size}\0`).update(content.head).update('\0').update(content.tail).digest('hex');
}
