import { loadLicenseData } from '../io/license-rules.ts';
import type { LicenseCategories } from '../policy/categories.ts';

/** Category lookups over the data that licet ships. */
export function shippedCategories(): LicenseCategories {
  const data = loadLicenseData();
  return {
    ofLicense: (license) => data.categoryOf(license),
    ofPair: (license, exception) => data.categoryOfPair(license, exception),
  };
}
