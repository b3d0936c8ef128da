import type { SpdxExpression } from '../domain/license.ts';
import type { DetectedFile } from './detected-evidence.ts';
import type { LicenseCategory, LicenseData } from './license-data.ts';
import { expressionTerms, isNamedBy, satisfies } from './same-terms.ts';

/** Terms that ask for no more than to keep a notice, and those that are written for documentation and media. */
const NOTICES: ReadonlySet<LicenseCategory> = new Set(['public-domain', 'permissive', 'content']);
/** Beside the declared text in one file also terms that bind single files or libraries: works of others inside the package. */
const PARTS: ReadonlySet<LicenseCategory> = new Set([...NOTICES, 'permissive-restricted', 'weak-copyleft']);

/**
 * Do the texts carry the declared license, and beyond it only what packages list of works of others inside them? Then the
 * declaration holds for the package, and the further texts are evidence of what its parts ask for. A text of strong copyleft,
 * non-commercial or proprietary terms never is such a part, and neither is a file of its own with a copyleft license.
 */
export function areFurtherTerms(
  declared: SpdxExpression,
  files: readonly DetectedFile[],
  { data, isStated }: { readonly data: LicenseData; readonly isStated: (file: DetectedFile) => boolean },
): boolean {
  let carriesDeclared = false;
  for (const file of files) {
    if (file.isNotice || file.expression === undefined) continue;
    const isDeclared = (term: string): boolean => isNamedBy(declared, term, isStated(file));
    const isBeside = expressionTerms(file.expression).some(isDeclared);
    carriesDeclared ||= isBeside;
    const accepted = isBeside ? PARTS : NOTICES;
    // of a part that is offered under a choice one branch is enough
    const isPart = satisfies(
      file.expression,
      (term) => isDeclared(term) || accepted.has(categoryOf(term, data) ?? 'proprietary'),
    );
    if (!isPart) return false;
  }
  return carriesDeclared;
}

function categoryOf(term: string, data: LicenseData): LicenseCategory | undefined {
  const [base = term, exception] = term.split(' WITH ');
  return exception === undefined ? data.categoryOf(base) : data.categoryOfPair(base, exception);
}
