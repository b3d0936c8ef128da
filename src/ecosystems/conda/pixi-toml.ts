import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { readToml } from '../formats/toml.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';

export interface PixiManifest {
  readonly project: FirstPartyPackage;
  readonly dependencies: readonly PixiDeclaration[];
  readonly paths: readonly string[];
}

export interface PixiDeclaration {
  readonly name: string;
  readonly kind: 'conda' | 'pypi';
  readonly requirement?: string;
  /** Every lockfile of this manifest holds it: some environment has the feature that asks for it. */
  readonly isLocked: boolean;
}

/** Reads pixi.toml, or the `tool.pixi` table of a pyproject.toml, in a directory (pixi.sh, "Pixi manifest"). */
export function readPixiManifest(directory: string, group: ReadGroup, problems: Diagnostic[]): PixiManifest {
  const own = siblingFile(group.fs, pathIn(directory, 'pixi.toml'), problems);
  const file = own ?? siblingFile(group.fs, pathIn(directory, 'pyproject.toml'), problems);
  const decoded = file === undefined ? undefined : readToml(file, 'manifest-unparsable');
  if (decoded?.problem !== undefined) problems.push(decoded.problem);
  const root = own === undefined ? recordField(recordField(decoded?.value, 'tool'), 'pixi') : decoded?.value;
  const about = recordField(root, 'workspace') ?? recordField(root, 'project') ?? recordField(decoded?.value, 'project');
  const [name, version, description, license] = ['name', 'version', 'description', 'license'].map((key) => textField(about, key));
  const path = root === undefined ? undefined : file?.path;
  return {
    project: {
      kind: 'first-party',
      key: 'project',
      path: directory,
      name: name ?? (directory.split('/').at(-1) || '.'),
      ...(version !== undefined && { version }),
      ...(description !== undefined && { description }),
      ...(path !== undefined && { manifest: path }),
      occurrences: path === undefined ? [] : [{ path }],
      licenses:
        license === undefined || path === undefined
          ? []
          : [{ method: 'manifest-field', raw: license, location: { root: 'tree', path } }],
    },
    dependencies: root === undefined ? [] : declarationsIn(root),
    paths: own === undefined ? [] : [own.path],
  };
}

const TABLES = ['dependencies', 'host-dependencies', 'build-dependencies', 'run-dependencies', 'pypi-dependencies'] as const;

// Each table may stand at the top, below `feature.<name>` and below `target.<platform>` of either.
function declarationsIn(root: UnknownRecord): PixiDeclaration[] {
  const { used, isDefaultUsed } = usedFeatures(root);
  const features = Object.entries(recordField(root, 'feature') ?? {}).filter(([, feature]) => isRecord(feature));
  const places = [
    { place: root as unknown, isUsed: isDefaultUsed },
    ...features.map(([name, place]) => ({ place, isUsed: used.has(name) })),
  ].flatMap(({ place, isUsed }) => [
    { place, isUsed },
    ...Object.values(recordField(place, 'target') ?? {}).map((target) => ({ place: target, isUsed: false })),
  ]);
  const found = new Map<string, PixiDeclaration>();
  for (const { place, isUsed } of places) {
    for (const table of TABLES) {
      const kind = table === 'pypi-dependencies' ? 'pypi' : 'conda';
      for (const [name, value] of Object.entries(recordField(place, table) ?? {})) {
        const requirement = typeof value === 'string' ? value : textField(value, 'version');
        const key = `${kind} ${name}`;
        const isPublished = !['path', 'git', 'url'].some((source) => field(value, source) !== undefined);
        const isLocked = (isUsed && isPublished && table === 'dependencies') || found.get(key)?.isLocked === true;
        found.set(key, { name, kind, isLocked, ...(requirement !== undefined && { requirement }) });
      }
    }
  }
  return [...found.values()];
}

// `environments.<name>` is a list of features, or a table with one; all but some have what stands at the top.
function usedFeatures(root: UnknownRecord): { used: ReadonlySet<string>; isDefaultUsed: boolean } {
  const environments = recordField(root, 'environments') ?? {};
  const listed = Object.values(environments).flatMap((item) =>
    Array.isArray(item) ? item : (listField(item, 'features') ?? []),
  );
  return {
    used: new Set(listed.filter((name) => typeof name === 'string')),
    isDefaultUsed: field(field(environments, 'default'), 'no-default-feature') !== true,
  };
}
