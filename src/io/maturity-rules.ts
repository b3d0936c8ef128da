import { readdirSync, readFileSync } from 'node:fs';
import { byCodeUnit } from '../domain/order.ts';
import { decodeChecklist } from '../evidence/decode-checklist.ts';
import type { Checklist } from '../evidence/checklist.ts';

const FOLDER = new URL('../../rules/maturity/', import.meta.url);
const CATALOGUE = 'metrics.yaml';

/** The checklists that licet ships, with their text, and the catalogue of metrics. */
export function loadMaturityRules(): { checklists: { checklist: Checklist; text: string }[]; catalogue: string } {
  const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
  const packs = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml') && name !== CATALOGUE)
    .toSorted(byCodeUnit);
  return {
    checklists: packs.map((name) => ({ checklist: decodeChecklist(read(name), name), text: read(name) })),
    catalogue: read(CATALOGUE),
  };
}
