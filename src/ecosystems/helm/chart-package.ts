import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import type { FirstPartyPackage, ThirdPartyPackage } from '../../domain/read-result.ts';
import { withoutCredentials } from '../formats/source-url.ts';
import { isLocalChart, type ChartDependency, type ChartFile } from './chart.ts';

interface Place {
  readonly file: ChartFile;
  readonly root: string;
  readonly isLocked: boolean;
}

/** The chart that a dependency names: one of this tree, or one of a repository of charts. */
export function toChartPackage(
  dependency: ChartDependency,
  { file, root, isLocked }: Place,
): ThirdPartyPackage | FirstPartyPackage | Diagnostic {
  const { name, version, repository, alias } = dependency;
  const line = file.lines.get(name)?.[0]?.line;
  const where = { path: file.path, ...(line !== undefined && { line }) };
  const invalid = (message: string): Diagnostic =>
    diagnostic(isLocked ? 'lockfile-entry-invalid' : 'manifest-entry-invalid', message, where);
  if (isLocalChart(dependency)) {
    const path = joinPath(root, repository?.slice('file://'.length) ?? `charts/${name}`);
    if (path === undefined) return invalid(`chart \`${name}\` lies outside of the scanned directory`);
    const isExact = isLocked && version !== undefined;
    return {
      kind: 'first-party',
      key: `chart ${path}`,
      path,
      name,
      ...(isExact && { version }),
      occurrences: [where],
      licenses: [],
    };
  }
  const exact = isLocked || isOneVersion(version) ? version : undefined;
  const purl = makePurl({
    type: 'helm',
    name,
    version: exact,
    // `@name` is a repository of somebody's own settings.
    qualifiers: { repository_url: repository === undefined ? undefined : withoutCredentials(repository).replace(/\/$/, '') },
  });
  if (purl === undefined) return invalid(`chart \`${name}\` has no valid package URL`);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    type: 'application',
    resolution: exact === undefined ? 'declared' : 'locked',
    occurrences: [where],
    ...(alias !== undefined && { alias }),
    ...(exact === undefined && version !== undefined && { requirement: version }),
  };
}

// All three numbers: `8.4` is a range to Helm (Masterminds/semver).
function isOneVersion(version: string | undefined): boolean {
  return /^=?\s*v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version ?? '');
}
