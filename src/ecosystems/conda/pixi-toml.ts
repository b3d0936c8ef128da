import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { readToml } from '../formats/toml.ts';
import { isRecord, recordField, textField, type UnknownRecord } from '../formats/values.ts';

export interface PixiManifest {
  readonly project: FirstPartyPackage;
  readonly dependencies: readonly PixiDeclaration[];
  readonly paths: readonly string[];
}

export interface PixiDeclaration {
  readonly name: string;
  readonly kind: 'conda' | 'pypi';
  readonly requirement?: string;
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
  const features = Object.values(recordField(root, 'feature') ?? {}).filter(isRecord);
  const places = [root, ...features].flatMap((place) => [
    place,
    ...Object.values(recordField(place, 'target') ?? {}).filter(isRecord),
  ]);
  const found = new Map<string, PixiDeclaration>();
  for (const place of places) {
    for (const table of TABLES) {
      const kind = table === 'pypi-dependencies' ? 'pypi' : 'conda';
      for (const [name, value] of Object.entries(recordField(place, table) ?? {})) {
        const requirement = typeof value === 'string' ? value : textField(value, 'version');
        found.set(`${kind} ${name}`, { name, kind, ...(requirement !== undefined && { requirement }) });
      }
    }
  }
  return [...found.values()];
}
