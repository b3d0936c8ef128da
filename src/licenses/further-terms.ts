import type { SpdxExpression } from '../domain/license.ts';
import type { DetectedFile } from './detected-evidence.ts';
import type { LicenseCategory, LicenseData } from './license-data.ts';
import { expressionTerms, isNamedBy } from './same-terms.ts';

/** Terms that ask for no more than to keep a notice. */
const NOTICES: ReadonlySet<LicenseCategory> = new Set(['public-domain', 'permissive']);
/** Beside the declared text in one file also terms that bind single files, a font, a logo: works of others inside the package. */
const PARTS: ReadonlySet<LicenseCategory> = new Set(['public-domain', 'permissive', 'weak-copyleft', 'content']);

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
    const terms = expressionTerms(file.expression);
    const beyond = terms.filter((term) => !isNamedBy(declared, term, isStated(file)));
    const isBeside = beyond.length < terms.length;
    carriesDeclared ||= isBeside;
    const accepted = isBeside ? PARTS : NOTICES;
    if (beyond.some((term) => !accepted.has(categoryOf(term, data) ?? 'proprietary'))) return false;
  }
  return carriesDeclared;
}

function categoryOf(term: string, data: LicenseData): LicenseCategory | undefined {
  const [base = term, exception] = term.split(' WITH ');
  return exception === undefined ? data.categoryOf(base) : data.categoryOfPair(base, exception);
}
