import type { SbomDraft, SbomEdge, SbomPackage } from './draft.ts';
import type { LostCounter } from './lost.ts';
import { isOwnDocument, ownDraft } from './own-comment.ts';
import type { PackageCollector } from './package-collector.ts';
import { asGroup, asRoot, groupsOf, rootsOf } from './roots.ts';

/** What a whole document of SPDX said, whichever version it is written in. */
export interface SpdxFacts extends Pick<SbomDraft, 'format' | 'specVersion' | 'name' | 'time' | 'tools' | 'edges'> {
  readonly path: string;
  readonly comment: string | undefined;
  readonly described: ReadonlySet<string>;
  readonly collector: PackageCollector;
  readonly lost: LostCounter;
  /** The package with what other elements say of it. */
  complete(item: SbomPackage): SbomPackage;
}

/** The document as a draft: what it is about, what is a group only, and, of our own documents, what they were made from. */
export function toSpdxDraft(facts: SpdxFacts): SbomDraft {
  const { format, specVersion, time, tools, edges, path, comment, described, collector, lost } = facts;
  const listed = collector.packages();
  const roots = rootsOf(listed, described, edges);
  const packages = listed.map((item) => facts.complete(item));
  const [root] = roots;
  const own = isOwnDocument(tools) ? ownDraft(packages, { root, comment, path }) : undefined;
  return {
    format,
    specVersion,
    name: roots.size === 1 && root !== undefined ? collector.get(root)?.name : facts.name,
    time,
    tools,
    repository: own?.repository,
    packages: own?.packages ?? placed(packages, roots, edges),
    edges,
    lost: lost.items(),
    diagnostics: own?.diagnostics ?? [],
    ...(own !== undefined && { own: own.own }),
  };
}

function placed(packages: readonly SbomPackage[], roots: ReadonlySet<string>, edges: readonly SbomEdge[]): SbomPackage[] {
  const groups = groupsOf(packages, edges);
  return packages.map((item) => (roots.has(item.ref) ? asRoot(item) : groups.has(item.ref) ? asGroup(item) : item));
}
