import { hasMatchingFile } from '../io/matching-file.ts';
import type { Obligation } from '../policy/model.ts';

/** The obligations whose evidence is not below this directory. One that names no evidence is nobody's to prove. */
export async function unprovenObligations(
  obligations: readonly Obligation[],
  directory: string,
): Promise<ReadonlySet<string> | undefined> {
  if (obligations.length === 0) return undefined;
  const missing = new Set<string>();
  for (const { id, evidence } of obligations) {
    if (evidence.length > 0 && !(await hasMatchingFile(directory, evidence))) missing.add(id);
  }
  return missing;
}
