import { HARMLESS_GAPS } from '../../domain/notice.ts';
import type { NoticeFact } from '../../evidence/metrics/facts.ts';
import { loadLicenseData } from '../../io/license-rules.ts';
import { standardLicenseText } from '../../io/standard-license-texts.ts';
import { makeNotice } from '../../pipeline/notice.ts';
import { renderNotice } from '../../report/notice/render.ts';
import type { PolicyInForce } from '../load-policy.ts';
import type { OpenedEstate } from './estate.ts';

/** The attribution documents of what reaches others: of the distributed repositories, or of the only one there is. */
export function noticesOf(
  { estate, snapshots, texts }: OpenedEstate,
  { policy, categories, matrix }: PolicyInForce,
  judgedOn: string,
): readonly (NoticeFact & { readonly text: string })[] {
  const wanted = estate.repositories.filter(({ distributed }) => estate.manifest === undefined || distributed === true);
  const licenseData = loadLicenseData();
  return wanted.flatMap(({ name }) => {
    const snapshot = snapshots.get(name);
    if (snapshot === undefined) return [];
    const products = snapshot.projects.filter((project) => project.role === 'product');
    const notice = makeNotice({
      snapshot,
      texts: texts.get(name) ?? new Map(),
      projects: new Set(products.map((project) => project.id)),
      scopes: 'shipped',
      policy,
      evaluation: { today: judgedOn, categories, matrix },
      licenseData,
      standardText: standardLicenseText,
    });
    return [
      {
        repository: name,
        treeDigest: snapshot.source.treeDigest,
        components: notice.components.length,
        gaps: notice.gaps.filter((gap) => !HARMLESS_GAPS.has(gap.kind)).length,
        text: [...renderNotice(notice, 'text')].join(''),
      },
    ];
  });
}
