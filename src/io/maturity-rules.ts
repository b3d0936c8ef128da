import { readdirSync, readFileSync } from 'node:fs';
import { byCodeUnit } from '../domain/order.ts';

const FOLDER = new URL('../../rules/maturity/', import.meta.url);

export interface MaturityRules {
  readonly checklists: readonly { readonly file: string; readonly text: string }[];
  readonly catalogue: string;
  readonly audiences: string;
}

/** The checklists, metrics and audiences that licet ships, as text: packs carry them along. */
export function loadMaturityRules(): MaturityRules {
  const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
  const checklists = readdirSync(new URL('checklists/', FOLDER))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted(byCodeUnit)
    .map((file) => ({ file, text: read(`checklists/${file}`) }));
  return { checklists, catalogue: read('metrics.yaml'), audiences: read('audiences.yaml') };
}
