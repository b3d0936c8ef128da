import type { Hash } from '../../domain/component.ts';

const LENGTHS = { MD5: 32, 'SHA-1': 40, 'SHA-256': 64, 'SHA-512': 128 } as const satisfies Partial<
  Record<Hash['algorithm'], number>
>;

/** A hash from hex in any case; nothing when the text is not one of that algorithm. */
export function hexHash(algorithm: keyof typeof LENGTHS, text: string | undefined): Hash[] {
  if (text === undefined || text.length !== LENGTHS[algorithm] || !/^[0-9a-f]+$/i.test(text)) return [];
  return [{ algorithm, value: text.toLowerCase() }];
}
