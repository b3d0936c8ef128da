import { diagnostic } from '../diagnostics/diagnostic.ts';
import { splitFacts } from '../domain/package-facts.ts';
import type { Scope } from '../domain/scope.ts';
import type { OwnComponent, OwnFacts, SbomDraft, SbomPackage } from './draft.ts';
import { ownProject } from './own-project.ts';

const KNOWN: readonly (readonly [pattern: RegExp, ...names: string[]])[] = [
  [/^([\w.+-]+), (locked|installed|declared)$/, 'licet:ecosystem', 'licet:resolution'],
  [/^project at (.*)$/s, 'licet:path'],
  [/^role ([\w-]+)(?:, (private|public))?$/, 'licet:role', 'licet:private'],
  [/^used by (.*)$/s, 'licet:use'],
  [/^([A-Za-z][\w.-]*:[\w.:-]*): (.*)$/s],
];

/** What licet wrote into the comment of a package beside the fields of SPDX, as the properties it writes into CycloneDX. */
export function readOwnComment(comment: string): OwnComponent | undefined {
  const own = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const known = own.get(name);
    if (known === undefined) own.set(name, [value]);
    else known.push(value);
  };
  for (const fact of splitFacts(comment)) {
    if (fact === 'first-party') add('licet:first-party', 'true');
    for (const [pattern, ...names] of KNOWN) {
      const [, ...values] = pattern.exec(fact) ?? [];
      if (values[0] === undefined) continue;
      if (names.length === 0) add(values[0], values[1] ?? '');
      names.forEach((name, index) => {
        const value = values[index];
        if (value !== undefined) add(name, name === 'licet:private' ? String(value === 'private') : value);
      });
      break;
    }
  }
  return own.has('licet:ecosystem') ? own : undefined;
}

/** Did licet make the document? `tools` as the reader names them. */
export function isOwnDocument(tools: readonly string[]): boolean {
  return tools.some((tool) => /^licet(?: |$)/.test(tool));
}

/** Scopes that SPDX 2 has no relationship for, as licet says them in the comment of a relationship. */
export const OWN_SCOPES: ReadonlyMap<string, Scope> = new Map([
  ['peer dependency', 'peer'],
  ['scope not known', 'unknown'],
]);

/**
 * The packages of a document of our own, with the projects as they were, and what the comment on the document says of the
 * scan. The package that stands for the whole scan is a frame that SPDX needs: it is no component.
 */
export function ownDraft(
  packages: readonly SbomPackage[],
  {
    root,
    comment = '',
    path,
  }: { readonly root: string | undefined; readonly comment: string | undefined; readonly path: string },
): Pick<SbomDraft, 'packages' | 'repository' | 'diagnostics'> & { readonly own: OwnFacts } {
  const isFrame = (item: SbomPackage): boolean => item.ref === root && item.own?.has('licet:path') !== true;
  const frame = packages.find(isFrame);
  const unread = /files seen, ([1-9]\d*) not read completely/.exec(comment)?.[1];
  return {
    packages: packages
      .filter((item) => !isFrame(item))
      .map((item) =>
        item.own?.get('licet:first-party')?.[0] === 'true' ? { ...item, purl: undefined, project: ownProject(item.own) } : item,
      ),
    repository: frame?.origins.find((origin) => origin.kind === 'vcs')?.url,
    diagnostics:
      unread === undefined
        ? []
        : [diagnostic('sbom-incomplete', `${unread} of the files that it was made from were not read completely`, { path })],
    own: {
      treeDigest: /digest of the files read: ([0-9a-f]{8,})/.exec(comment)?.[1],
      commit: frame?.version,
      dirty: comment.includes('with uncommitted changes'),
      config: {},
      caches: [],
      inputs: [],
    },
  };
}
