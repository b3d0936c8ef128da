import type { Scope } from '../../../domain/scope.ts';
import { field, isRecord, listField, recordField, textField } from '../../formats/values.ts';
import type { DeclaredDependency } from '../manifest.ts';
import { isName } from '../names.ts';
import { urlSource, vcsSource, type PypiSource } from '../source.ts';

/** The dependencies of `[tool.poetry]`: the main ones, `dev-dependencies` of before 1.2, and groups. */
export function poetryDependencies(
  poetry: unknown,
  lineOf: (table: string, key: string) => number | undefined,
): DeclaredDependency[] {
  const groups = Object.entries(recordField(poetry, 'group') ?? {}).map(
    ([group, table]) => [`tool.poetry.group.${group}.dependencies`, field(table, 'dependencies'), group] as const,
  );
  return [
    ['tool.poetry.dependencies', field(poetry, 'dependencies'), 'main'] as const,
    ['tool.poetry.dev-dependencies', field(poetry, 'dev-dependencies'), 'dev'] as const,
    ...groups,
  ].flatMap(([table, entries, group]) =>
    Object.entries(isRecord(entries) ? entries : {}).flatMap(([name, value]) => {
      // `python` is the interpreter that the project runs on
      if (!isName(name) || name.toLowerCase() === 'python') return [];
      const line = lineOf(table, name);
      // one name with several rules, each for its own markers
      return (Array.isArray(value) ? value : [value]).flatMap((one) => {
        const dependency = toDependency(name, one, group === 'main' ? 'runtime' : 'dev');
        return dependency === undefined ? [] : [{ ...dependency, ...(line !== undefined && { line }) }];
      });
    }),
  );
}

function toDependency(name: string, value: unknown, scope: Scope): DeclaredDependency | undefined {
  if (typeof value !== 'string' && !isRecord(value)) return undefined;
  const text = typeof value === 'string' ? value : textField(value, 'version');
  const source = poetrySource(value);
  const marker = textField(value, 'markers');
  return {
    name,
    extras: (listField(value, 'extras') ?? []).filter((extra) => typeof extra === 'string'),
    ...(text !== undefined && text !== '*' && { rule: { syntax: 'poetry', text } as const }),
    ...(source !== undefined && { source }),
    scope: scope === 'runtime' && field(value, 'optional') === true ? 'optional' : scope,
    ...(marker !== undefined && { marker }),
  };
}

/** `{ git = … }`, `{ path = … }`, `{ url = … }` of a declaration, in Poetry, PDM, Pipfile and `[tool.uv.sources]`. */
export function poetrySource(value: unknown): PypiSource | undefined {
  const git = textField(value, 'git');
  const revision = textField(value, 'rev') ?? textField(value, 'ref') ?? textField(value, 'tag') ?? textField(value, 'branch');
  if (git !== undefined) {
    return vcsSource({ type: 'git', url: git.replace(/^git\+/, ''), revision, subdirectory: textField(value, 'subdirectory') });
  }
  const path = textField(value, 'path');
  if (path !== undefined) return { kind: 'local', path };
  const url = textField(value, 'url') ?? textField(value, 'file');
  return url === undefined ? undefined : urlSource(url);
}
