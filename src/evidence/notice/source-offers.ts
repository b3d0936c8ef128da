import type { Component } from '../../domain/component.ts';
import type { SourceOffer } from '../../domain/notice.ts';
import type { NoticeTools } from './tools.ts';

/** The duties to give source that come with the licenses in force for one component, a row for each license. */
export function sourceOffersOf(component: Component, terms: readonly string[], tools: NoticeTools): SourceOffer[] {
  return terms.flatMap((license): SourceOffer[] => {
    const duty = tools.sourceDutyOf(license);
    if (duty === undefined) return [];
    return [
      {
        component: component.id,
        license,
        ...duty,
        modified: (component.patches?.length ?? 0) > 0,
        origins: originsOf(component),
      },
    ];
  });
}

/** Where a component comes from: what the lockfile says, else its purl, which names registry and version. */
export function originsOf(component: Component): readonly string[] {
  const said = component.origins.map((origin) =>
    origin.kind === 'vcs' && origin.revision !== undefined ? `${origin.url}@${origin.revision}` : origin.url,
  );
  if (said.length > 0) return said;
  return component.purl === undefined ? [] : [component.purl];
}
