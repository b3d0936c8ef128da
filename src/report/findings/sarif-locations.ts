import type { Finding } from '../../domain/finding.ts';
import { packageName, pathPhrase } from './phrases.ts';
import { sarifText } from './sarif-text.ts';
import { toUri } from './uri.ts';

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: '%SRCROOT%' };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
  readonly message?: { readonly text: string };
}

interface Place {
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  readonly root?: string;
}

/**
 * A place in the tree, with every part of the region: GitHub requires all four ("SARIF support for code scanning",
 * `physicalLocation`). The first line and column stand for what is not known.
 */
export function physicalLocation(path: string, { line, column, length, root }: Place): SarifLocation {
  const startLine = Math.max(1, line ?? 1);
  const startColumn = Math.max(1, column ?? 1);
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(path, root), uriBaseId: '%SRCROOT%' },
      region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + Math.max(1, length ?? 1) },
    },
  };
}

// GitHub takes 1,000 locations of a result and shows 100.
const MOST_LOCATIONS = 100;

/** Where else to look: the way into the project, the files the license was read from, the other uses, and the waiver. */
export function relatedLocations(finding: Finding, uses: readonly Finding[], root?: string): SarifLocation[] {
  const at = (path: string, line: number | undefined, text: string): SarifLocation => ({
    ...physicalLocation(path, { ...(line !== undefined && { line }), ...(root !== undefined && { root }) }),
    message: { text: sarifText(text) },
  });
  const { location, paths, license, waiver } = finding;
  const [way] = paths;
  const related = [
    ...(way === undefined ? [] : [at(location.path, location.line, `Gets in by ${pathPhrase(way)}`)]),
    ...license.evidence
      .filter((item) => isInTree(item.path))
      .slice(0, 10)
      .map((item) => at(item.path, item.line, `${item.role}: ${item.raw}`)),
    ...uses
      .slice(1)
      .map((use) => at(use.location.path, use.location.line, `${packageName(use)} in ${use.project} (${use.scope})`)),
    ...(waiver === undefined
      ? []
      : [{ ...physicalLocation(waiver.file, waiver), message: { text: sarifText(`Waiver ${waiver.id}`) } }]),
  ];
  const seen = new Set<string>();
  return related
    .filter((item) => {
      const key = JSON.stringify(item);
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .slice(0, MOST_LOCATIONS)
    .map((item, index) => ({ id: index + 1, ...item }));
}

// Evidence from a package cache of the machine is named by the cache, which no repository holds.
function isInTree(path: string): boolean {
  return !/^(?:cache|registry):/.test(path);
}
