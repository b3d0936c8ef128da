import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { LicenseKnowledge } from '../licenses/knowledge/describe.ts';
import type { ExceptionExplanation, Explanation } from '../licenses/knowledge/model.ts';
import { loadLicenseData } from './license-rules.ts';

const FOLDER = new URL('../../rules/licenses/', import.meta.url);

/** The explanations that licet ships; a test holds them against their schema and the license data. */
export function loadLicenseKnowledge(): LicenseKnowledge {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yml'))
    .toSorted();
  const read = (name: string): unknown => parse(readFileSync(new URL(name, FOLDER), 'utf8'));
  return {
    data: loadLicenseData(),
    explanations: files.filter((name) => name !== 'exceptions.yml').flatMap((name) => read(name) as readonly Explanation[]),
    exceptions: read('exceptions.yml') as readonly ExceptionExplanation[],
  };
}
