import { HASH_ALGORITHMS, type ComponentType, type Hash, type Occurrence } from '../domain/component.ts';
import type { LostCounter } from './lost.ts';

const ALGORITHMS: ReadonlyMap<string, Hash['algorithm']> = new Map(
  HASH_ALGORITHMS.map((algorithm) => [algorithm.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase(), algorithm]),
);

const HEX_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64, 96, 128]);

/** A hash as any of the formats names it: `SHA-256`, `SHA256`, `sha256`. */
export function readHash(algorithm: string | undefined, value: string | undefined, lost: LostCounter): Hash[] {
  const known = ALGORITHMS.get((algorithm ?? '').replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase());
  const hex = (value ?? '').toLowerCase();
  if (known !== undefined && HEX_LENGTHS.has(hex.length) && /^[0-9a-f]+$/.test(hex)) return [{ algorithm: known, value: hex }];
  lost.add('hashes of another algorithm or form', `${algorithm ?? '?'}: ${value ?? ''}`);
  return [];
}

const TYPES: Readonly<Record<string, ComponentType>> = {
  library: 'library',
  application: 'application',
  framework: 'framework',
  container: 'container',
  device: 'device',
  'device-driver': 'firmware',
  firmware: 'firmware',
  file: 'file',
  data: 'data',
  platform: 'framework',
  'machine-learning-model': 'machine-learning-model',
};

/** The type of a component; `undefined` for what is no software package (an operating system, a cryptographic algorithm). */
export function readType(type: string | undefined): ComponentType | undefined {
  if (type === undefined) return 'library';
  const lower = type.toLowerCase();
  return Object.hasOwn(TYPES, lower) ? TYPES[lower] : undefined;
}

/** A place named in the document: a path without a leading slash, and a line when it is one. */
export function toPlace(path: string, line?: unknown): Occurrence[] {
  const plain = path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  if (plain === '') return [];
  const number = typeof line === 'string' ? Number(line) : line;
  return [{ path: plain, ...(typeof number === 'number' && Number.isInteger(number) && number > 0 && { line: number }) }];
}
