import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Occurrence } from '../../domain/component.ts';
import { baseName, joinPath } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import type { FirstPartyPackage, ThirdPartyPackage } from '../../domain/read-result.ts';
import { toImagePackage } from '../docker/image-package.ts';

/** Where a `uses` stands, with the comment beside it that often names the version of a pinned commit. */
export interface UsesPlaces {
  readonly occurrences: readonly Occurrence[];
  readonly comment?: string | undefined;
}

/**
 * What `uses` names: an action or workflow of a repository (`owner/repo/path@ref`), an image (`docker://…`), or, from
 * the root of this repository, a local action (`./path`). A local workflow is no project of its own: `undefined`.
 */
export function toUsedPackage(
  uses: string,
  { occurrences, comment }: UsesPlaces,
): ThirdPartyPackage | FirstPartyPackage | Diagnostic | undefined {
  if (uses.startsWith('docker://')) return toImagePackage(uses.slice('docker://'.length), occurrences);
  if (/^\.{1,2}(?:\/|$)/.test(uses)) return localAction(uses, occurrences);
  const [, owner, name, path, ref] = /^([\w.-]+)\/([\w.-]+)((?:\/[^@\s]+)?)@(\S+)$/.exec(uses) ?? [];
  const purl =
    owner === undefined || name === undefined
      ? undefined
      : makePurl({ type: 'github', namespace: owner, name, version: ref, subpath: path });
  if (purl === undefined || owner === undefined || name === undefined)
    return diagnostic('manifest-entry-invalid', `\`${uses.slice(0, 200)}\` names no action`, occurrences[0]);
  const version = comment === undefined ? undefined : versionComment(comment);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${owner}/${name}${path ?? ''}`,
    type: 'application',
    resolution: 'locked',
    occurrences,
    origins: [{ kind: 'vcs', url: `https://github.com/${owner}/${name}`, ...(ref !== undefined && { revision: ref }) }],
    ...(isCommit(ref) && version !== undefined && { properties: { 'licet:github-actions:version-comment': version } }),
  };
}

function isCommit(ref: string | undefined): boolean {
  return ref !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}

// `# v4.1.1`, `# tag=v4.1.1`, `# pin @v4`, `# ratchet:actions/checkout@v4`, `#v5.1.0`
function versionComment(comment: string): string | undefined {
  return /(?:^|[\s=@:])(v?\s?\d[\w.+-]*)/.exec(comment)?.[1]?.replace(/\s/, '');
}

function localAction(uses: string, occurrences: readonly Occurrence[]): FirstPartyPackage | undefined {
  const path = joinPath(uses);
  if (path === undefined || /\.ya?ml$/.test(path)) return undefined;
  return { ...actionProject(path), occurrences };
}

/** The project of the action in a directory. */
export function actionProject(directory: string): FirstPartyPackage {
  const name = directory === '' ? '.' : baseName(directory);
  return { kind: 'first-party', key: `action ${directory}`, path: directory, name, occurrences: [], licenses: [] };
}
