import { directoryOf } from '../../../domain/path.ts';
import type { Scope } from '../../../domain/scope.ts';
import { field, listField, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import type { DeclaredDependency, PythonManifest } from '../manifest.ts';
import { foldName } from '../names.ts';
import { parseRequirement } from '../requirement.ts';
import { urlSource } from '../source.ts';
import { readLicenses } from './licenses.ts';
import { declarationLines } from './lines.ts';
import { poetryDependencies, poetrySource } from './poetry-table.ts';

export interface DecodedPyproject {
  readonly manifest: PythonManifest;
  /** Requirements that make no sense, with their lines. */
  readonly invalid: readonly { readonly text: string; readonly line: number | undefined }[];
  /** Nothing in it is about a project: it only configures tools. */
  readonly isEmpty: boolean;
  /** No other file adds dependencies to it. */
  readonly isWhole: boolean;
}

/** A pyproject.toml of any kind: `[project]`, Poetry, dependency groups (PEP 735), and the older groups of uv and PDM. */
export function toPyproject(path: string, root: UnknownRecord, text: string): DecodedPyproject {
  const lines = declarationLines(text);
  const tool = recordField(root, 'tool');
  const project = recordField(root, 'project');
  const poetry = recordField(tool, 'poetry');
  const own = project ?? poetry;
  const table = project === undefined ? 'tool.poetry' : 'project';
  const invalid: { text: string; line: number | undefined }[] = [];
  const local = localSources(tool);
  const requirements = requirementLists(root).flatMap(([scope, list]) =>
    list.flatMap((item) => {
      if (typeof item !== 'string') return [];
      const line = lines.get(`"${item}"`);
      const dependency = fromText(item, scope, local);
      if (dependency === undefined) invalid.push({ text: item, line });
      return dependency === undefined ? [] : [{ ...dependency, ...(line !== undefined && { line }) }];
    }),
  );
  const [name, version, description] = [textField(own, 'name'), textField(own, 'version'), textField(own, 'description')];
  const line = lines.get(`[${table}]`);
  const dependencies = [...requirements, ...poetryDependencies(poetry, (at, key) => lines.get(`[${at}] ${key}`))];
  return {
    manifest: {
      path,
      directory: directoryOf(path),
      ...(name !== undefined && name !== '' && { name }),
      ...(version !== undefined && { version }),
      ...(description !== undefined && description !== '' && { description }),
      ...(isPrivate(own, tool) && { private: true }),
      ...(line !== undefined && { line }),
      licenses: readLicenses(own, (key) => {
        const at = lines.get(`[${table}] ${key}`);
        return { root: 'tree', path, ...(at !== undefined && { lines: [at, at] }) };
      }),
      dependencies,
      extras: new Set([
        ...Object.keys(recordField(project, 'optional-dependencies') ?? {}).map(foldName),
        ...Object.keys(recordField(poetry, 'extras') ?? {}).map(foldName),
      ]),
    },
    invalid,
    isEmpty: own === undefined && dependencies.length === 0,
    isWhole: own !== undefined && listField(project, 'dynamic')?.includes('dependencies') !== true,
  };
}

// The groups that Poetry's `[project]` users keep in `[tool.poetry.group]` come with the Poetry table.
function requirementLists(root: UnknownRecord): [scope: Scope, list: readonly unknown[]][] {
  const project = recordField(root, 'project');
  const tool = recordField(root, 'tool');
  const listsOf = (table: unknown): (readonly unknown[])[] =>
    Object.values(typeof table === 'object' && table !== null ? table : {}).filter((list) => Array.isArray(list));
  return [
    ['runtime', listField(project, 'dependencies') ?? []],
    ...listsOf(field(project, 'optional-dependencies')).map((list) => ['optional', list] as [Scope, readonly unknown[]]),
    ...listsOf(field(root, 'dependency-groups')).map((list) => ['dev', list] as [Scope, readonly unknown[]]),
    ['dev', listField(field(tool, 'uv'), 'dev-dependencies') ?? []],
    ...listsOf(field(field(tool, 'pdm'), 'dev-dependencies')).map((list) => ['dev', list] as [Scope, readonly unknown[]]),
  ];
}

function fromText(text: string, scope: Scope, local: ReadonlyMap<string, unknown>): DeclaredDependency | undefined {
  // pdm: `-e file:///${PROJECT_ROOT}/sub#egg=name`
  const editable = /^-e\s+(\S+)#egg=([\w.-]+)$/.exec(text.trim());
  const requirement = parseRequirement(editable === null ? text : `${editable[2] ?? ''} @ ${editable[1] ?? ''}`);
  if (requirement === undefined) return undefined;
  const { name, extras, specifier, url, marker } = requirement;
  const stated = local.get(foldName(name));
  const [place] = Array.isArray(stated) ? (stated as readonly unknown[]) : [stated];
  const source = url === undefined ? poetrySource(place) : urlSource(url);
  return {
    name,
    extras,
    ...(specifier !== undefined && { rule: { syntax: 'pep440', text: specifier } as const }),
    ...(source !== undefined && { source }),
    ...(field(place, 'workspace') === true && { inWorkspace: true as const }),
    scope,
    ...(marker !== undefined && { marker }),
  };
}

function localSources(tool: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(recordField(field(tool, 'uv'), 'sources') ?? {}).map(([name, place]) => [foldName(name), place]));
}

function isPrivate(own: unknown, tool: unknown): boolean {
  const classifiers = listField(own, 'classifiers') ?? [];
  return (
    classifiers.includes('Private :: Do Not Upload') ||
    field(field(tool, 'poetry'), 'package-mode') === false ||
    field(field(tool, 'uv'), 'package') === false
  );
}
