import { damageText } from './damage-text.ts';
import { seeded } from './seeded.ts';

/** One damaged copy of a file: flipped bytes, a cut, a repeated part, a JSON value of another type, or lines as odd tools leave them. */
export function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  const random = seeded(seed);
  const pick = (length: number): number => Math.floor(random() * Math.max(1, length));
  const kind = pick(5);
  if (kind === 0) return flip(bytes, pick);
  if (kind === 1) return bytes.slice(0, pick(bytes.length));
  if (kind === 2) {
    const at = pick(bytes.length);
    return Buffer.concat([bytes.slice(0, at), bytes.slice(pick(at), at), bytes.slice(at)]);
  }
  if (kind === 3) return new TextEncoder().encode(damageText(new TextDecoder().decode(bytes), seed));
  return swapJsonValue(bytes, pick) ?? flip(bytes, pick);
}

function flip(bytes: Uint8Array, pick: (length: number) => number): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let count = 1 + pick(4); count > 0 && out.length > 0; count -= 1) out[pick(out.length)] = pick(256);
  return out;
}

const OTHER_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  '',
  '\ud800',
  '../..',
  [],
  [null],
  {},
  { __proto__x: 1 },
  'x'.repeat(5000),
];

function swapJsonValue(bytes: Uint8Array, pick: (length: number) => number): Uint8Array | undefined {
  let root: unknown;
  try {
    root = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const queue: unknown[] = [root];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const holder = next as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push([holder, key]);
      queue.push(holder[key]);
    }
  }
  const place = places[pick(places.length)];
  if (place === undefined) return undefined;
  place[0][place[1]] = OTHER_VALUES[pick(OTHER_VALUES.length)];
  return new TextEncoder().encode(JSON.stringify(root, undefined, 2));
}

/** The same JSON with the keys of every object in another order; `undefined` when it is not JSON. */
export function shuffleKeys(text: string, seed: number): string | undefined {
  const random = seeded(seed);
  const shuffle = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffle);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => ({ key, inner, order: random() }));
    return Object.fromEntries(entries.toSorted((a, b) => a.order - b.order).map(({ key, inner }) => [key, shuffle(inner)]));
  };
  try {
    return JSON.stringify(shuffle(JSON.parse(text)), undefined, 2);
  } catch {
    return undefined;
  }
}
