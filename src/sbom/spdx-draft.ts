import type { SbomDraft, SbomEdge, SbomPackage } from './draft.ts';
import type { LostCounter } from './lost.ts';
import { isOwnDocument, ownDraft } from './own-comment.ts';
import { packageCollector, type PackageCollector } from './package-collector.ts';
import { asGroup, asRoot, groupsOf, rootsOf } from './roots.ts';

/** What is gathered of a document of SPDX, whichever version it is written in, while its parts come in. */
export interface SpdxDocument {
  readonly path: string;
  readonly lost: LostCounter;
  readonly collector: PackageCollector;
  /** References of what it says to be about. */
  readonly described: Set<string>;
  readonly tools: string[];
  name: string | undefined;
  time: string | undefined;
  comment: string | undefined;
}

export function openSpdxDocument(path: string, lost: LostCounter): SpdxDocument {
  const collector = packageCollector(lost);
  return { path, lost, collector, described: new Set(), tools: [], name: undefined, time: undefined, comment: undefined };
}

/** What can be said when all of its parts are there. */
export interface SpdxEnd extends Pick<SbomDraft, 'format' | 'specVersion' | 'edges'> {
  /** The package with what other elements say of it. */
  complete(item: SbomPackage): SbomPackage;
}

/** The document as a draft: what it is about, what is a group only, and, of our own documents, what they were made from. */
export function toSpdxDraft(document: SpdxDocument, { format, specVersion, edges, complete }: SpdxEnd): SbomDraft {
  const { time, tools, path, comment, described, collector, lost } = document;
  const listed = collector.packages();
  const roots = rootsOf(listed, described, edges);
  const packages = listed.map((item) => complete(item));
  const [root] = roots;
  const own = isOwnDocument(tools) ? ownDraft(packages, { root, comment, path }) : undefined;
  return {
    format,
    specVersion,
    name: roots.size === 1 && root !== undefined ? collector.get(root)?.name : document.name,
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
