import { byCodeUnit } from '../../domain/order.ts';
import { describeLicense, type LicenseKnowledge } from './describe.ts';
import type { LicenseDescription } from './model.ts';

/** One line of what is known: published in `licet-license-list/1`. */
export type ListedLicense = Pick<
  LicenseDescription,
  'id' | 'name' | 'kind' | 'category' | 'content' | 'copyleft' | 'patent' | 'osi' | 'fsf' | 'explanation' | 'obligations'
> & { readonly deprecated?: true };

/** Licenses, exceptions and our own references, by id. */
export function listLicenses(knowledge: LicenseKnowledge): readonly ListedLicense[] {
  const { data } = knowledge;
  const ids = [...data.licenses, ...data.exceptions, ...data.references].map((row) => row.id).toSorted(byCodeUnit);
  return ids.flatMap((id): ListedLicense[] => {
    const described = describeLicense(id, knowledge);
    if (described === undefined) return [];
    const { name, kind, category, content, copyleft, patent, osi, fsf, explanation, obligations, deprecated } = described;
    return [
      {
        id,
        name,
        kind,
        ...(category !== undefined && { category }),
        ...(content !== undefined && { content }),
        ...(copyleft !== undefined && { copyleft }),
        ...(patent !== undefined && { patent }),
        ...(osi !== undefined && { osi }),
        ...(fsf !== undefined && { fsf }),
        explanation,
        obligations,
        ...(deprecated !== undefined && { deprecated: true as const }),
      },
    ];
  });
}
