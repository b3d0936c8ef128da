import { purlParts } from '../../domain/purl.ts';
import type { LockedEdge, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import type { Model } from './model.ts';
import { publishedModels } from './published-models.ts';

/** Locked modules with what their POMs add: licenses, descriptions, and edges between them. */
export interface PublishedFacts {
  readonly packages: readonly ThirdPartyPackage[];
  readonly edges: readonly LockedEdge[];
}

/**
 * Looks up the POM of each package in the local caches. A lockfile without edges has the versions: what a POM needs, and
 * the lockfile holds in just one version, is an edge to that.
 */
export function withPublishedFacts(packages: readonly ThirdPartyPackage[], { caches, fs }: ReadGroup): PublishedFacts {
  const modelOf = publishedModels(caches, fs);
  if (modelOf === undefined) return { packages, edges: [] };
  const byName = groupByName(packages);
  const found = packages.map((item) => {
    const { namespace: groupId = '', name: artifactId, version = '' } = purlParts(item.purl);
    return { item, model: modelOf({ groupId, artifactId, version }) };
  });
  return {
    packages: found.map(({ item, model }) => ({
      ...item,
      ...(model?.description !== undefined && { description: model.description }),
      ...(model !== undefined && model.licenses.length > 0 && { licenses: model.licenses }),
    })),
    edges: found.flatMap(({ item, model }) => (model === undefined ? [] : toEdges(item, model, byName))),
  };
}

function groupByName(packages: readonly ThirdPartyPackage[]): ReadonlyMap<string, readonly ThirdPartyPackage[]> {
  const groups = new Map<string, ThirdPartyPackage[]>();
  for (const item of packages) {
    const known = groups.get(item.name ?? '');
    if (known === undefined) groups.set(item.name ?? '', [item]);
    else known.push(item);
  }
  return groups;
}

function toEdges(from: ThirdPartyPackage, model: Model, byName: ReadonlyMap<string, readonly ThirdPartyPackage[]>): LockedEdge[] {
  return model.dependencies.flatMap(({ groupId, artifactId, version, scope, optional }) => {
    if (optional === true || scope === 'test' || scope === 'provided' || scope === 'system') return [];
    const [target, ...others] = byName.get(`${groupId}:${artifactId}`) ?? [];
    if (target === undefined || target === from || others.length > 0) return [];
    const isOther = version !== undefined && version !== purlParts(target.purl).version;
    return [{ from: from.key, to: target.key, scope: 'runtime', ...(isOther && { requirement: version }) }];
  });
}
