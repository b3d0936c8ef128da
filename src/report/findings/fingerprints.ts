import { createHash } from 'node:crypto';

export interface Fingerprinted<T> {
  readonly item: T;
  /** 1 for the first item with this id; two versions of one package under one license share it. */
  readonly nth: number;
  /** Unique in the document, the same in the next run: the id itself for the first. */
  readonly fingerprint: string;
}

/** Findings with a fingerprint that no other one of the document has. Their order decides who is first. */
export function withFingerprints<T extends { readonly id: string }>(items: readonly T[]): Fingerprinted<T>[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const nth = (seen.get(item.id) ?? 0) + 1;
    seen.set(item.id, nth);
    return { item, nth, fingerprint: nth === 1 ? item.id : sha256(`${item.id}\u0000${nth}`) };
  });
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
