import { loadCompiledSchema } from '../generated-validator.ts';
import { findDuplicates } from './unique-items.ts';

/** Versions whose official JSON Schema is compiled; older ones have none. */
export type ValidatedVersion = '1.2' | '1.3' | '1.4' | '1.5' | '1.6' | '1.7';

/**
 * Checks a decoded CycloneDX JSON document against the official schema of its version, and that what must be unique is,
 * and that dependencies lead to components. Gives the problems, each with its JSON path; none for a valid document.
 */
export async function validateCycloneDx(document: unknown, specVersion: ValidatedVersion): Promise<readonly string[]> {
  if (isNestedDeeper(document, DEEPEST)) return [`/: nested deeper than ${DEEPEST} levels`];
  const validate = await loadCompiledSchema(`cyclonedx-${specVersion}`);
  const problems = validate(document);
  return problems.length > 0 ? problems : findDuplicates(document);
}

// Components may hold components without end, and both the compiled schema and the walk recurse.
const DEEPEST = 200;

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isNestedDeeper(child, levels - 1));
}
