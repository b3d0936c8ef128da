import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import type { Hash } from '../../domain/component.ts';

const ALGORITHMS: Readonly<Record<Hash['algorithm'], Enums.HashAlgorithm>> = {
  MD5: Enums.HashAlgorithm.MD5,
  'SHA-1': Enums.HashAlgorithm['SHA-1'],
  'SHA-256': Enums.HashAlgorithm['SHA-256'],
  'SHA-384': Enums.HashAlgorithm['SHA-384'],
  'SHA-512': Enums.HashAlgorithm['SHA-512'],
  'SHA3-256': Enums.HashAlgorithm['SHA3-256'],
  'SHA3-512': Enums.HashAlgorithm['SHA3-512'],
  'BLAKE2b-256': Enums.HashAlgorithm['BLAKE2b-256'],
  BLAKE3: Enums.HashAlgorithm.BLAKE3,
};

/** The library's name of an algorithm. */
export function toEnumAlgorithm(algorithm: Hash['algorithm']): Enums.HashAlgorithm {
  return ALGORITHMS[algorithm];
}
