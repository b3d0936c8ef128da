import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { readToml } from '../formats/toml.ts';
import { listField, recordField, textEntries, textField } from '../formats/values.ts';

/** What a Project.toml says. */
export interface JuliaProject {
  readonly project: FirstPartyPackage;
  readonly uuid?: string;
  readonly dependencies: readonly JuliaDeclaration[];
  /** Directories of the projects of a workspace, relative to this one. */
  readonly members: readonly string[];
}

export interface JuliaDeclaration {
  readonly name: string;
  readonly uuid: string;
  readonly scope: Scope;
  readonly requirement?: string;
  readonly line?: number;
}

// What is only in [extras] is not in the manifest: it is added when a target (`test`) runs.
const TABLES: readonly (readonly [table: string, scope: Scope])[] = [
  ['deps', 'runtime'],
  ['weakdeps', 'optional'],
  ['extras', 'test'],
];

/** Reads a Project.toml (pkgdocs.julialang.org/v1/toml-files); `undefined` when it is none of Julia's. */
export function readProjectToml(file: ClaimedFile, directory: string, problems: Diagnostic[]): JuliaProject | undefined {
  const { value, problem } = readToml(file, 'manifest-unparsable');
  if (problem !== undefined) {
    problems.push(problem);
    return undefined;
  }
  if (!['deps', 'uuid', 'workspace', 'compat', 'extras'].some((key) => Object.hasOwn(value, key))) return undefined;
  const lines = indexLines(file.text(), /^\s*["']?(\w+)["']?\s*=/);
  const [name, version, uuid] = [textField(value, 'name'), textField(value, 'version'), textField(value, 'uuid')];
  const compat = recordField(value, 'compat');
  const declared = new Set<string>();
  return {
    project: {
      kind: 'first-party',
      key: `project ${directory}`,
      path: directory,
      name: name ?? (directory.split('/').at(-1) || '.'),
      ...(version !== undefined && { version }),
      manifest: file.path,
      occurrences: [{ path: file.path }],
      licenses: [],
    },
    ...(uuid !== undefined && { uuid }),
    members: (listField(recordField(value, 'workspace'), 'projects') ?? []).filter((item) => typeof item === 'string'),
    dependencies: TABLES.flatMap(([table, scope]) =>
      textEntries(value, table).flatMap(([dependency, id]) => {
        if (declared.has(dependency)) return [];
        declared.add(dependency);
        const [requirement, line] = [textField(compat, dependency), lines.get(dependency)];
        return [
          {
            name: dependency,
            uuid: id,
            scope,
            ...(requirement !== undefined && { requirement }),
            ...(line !== undefined && { line }),
          },
        ];
      }),
    ),
  };
}
