import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../../domain/path.ts';
import type { RawLicense } from '../../../domain/license.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { DeclaredDependency, PythonManifest } from '../manifest.ts';
import { foldName } from '../names.ts';
import { licenseClassifiers, toClassifierClaim } from '../pyproject/licenses.ts';
import { isMark, parseLiteral, skipLines, type Literal, type Names } from './python-literal.ts';
import { toTokens, type PythonToken } from './python-tokens.ts';
import { toDependencies } from './requirement-list.ts';

/**
 * What the call of `setup()` in a setup.py says in literals; the file is never executed. What would have to be computed is a
 * diagnostic, not a guess. `undefined` when there is no such call.
 */
export function readSetupPy(path: string, text: string, diagnostics: Diagnostic[]): PythonManifest | undefined {
  const tokens = toTokens(text);
  const call = tokens.findIndex(
    (token, index) =>
      token.text === 'setup' && token.kind === 'name' && isMark(tokens[index + 1], '(') && tokens[index - 1]?.text !== 'def',
  );
  if (call === -1) return undefined;
  const line = tokens[call]?.line ?? 1;
  const values = readArguments(tokens, call + 2, readAssignments(tokens, call));
  const name = textOf(values.get('name'));
  const version = textOf(values.get('version'));
  const description = textOf(values.get('description'));
  const note = (argument: string): void => {
    const message = `\`${argument}\` is computed, and setup.py is never executed`;
    diagnostics.push(diagnostic('manifest-computed', message, { path, line }));
  };
  const list = (argument: string, scope: Scope): DeclaredDependency[] => {
    if (!values.has(argument)) return [];
    const { items, isWhole } = textsOf(values.get(argument));
    if (!isWhole) note(argument);
    return toDependencies(items, scope);
  };
  const extras = values.get('extras_require');
  const extraEntries = extras?.kind === 'dict' ? extras.entries : [];
  const optional = extraEntries.map(([, value]) => textsOf(value));
  if ((values.has('extras_require') && extras?.kind !== 'dict') || optional.some(({ isWhole }) => !isWhole))
    note('extras_require');
  return {
    path,
    directory: directoryOf(path),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    line,
    licenses: toLicenses(path, values),
    dependencies: [
      ...list('install_requires', 'runtime'),
      ...list('tests_require', 'test'),
      ...optional.flatMap(({ items }) => toDependencies(items, 'optional')),
    ],
    extras: new Set(extraEntries.map(([extra]) => foldName(extra))),
  };
}

/** `NAME = <literal>` at the start of a line, before the call. */
function readAssignments(tokens: readonly PythonToken[], end: number): Names {
  const names = new Map<string, Literal>();
  for (let at = 0; at < end; at += 1) {
    const token = tokens[at];
    const isStart = at === 0 || tokens[at - 1]?.kind === 'newline';
    if (!isStart || token?.kind !== 'name' || !isMark(tokens[at + 1], '=') || isMark(tokens[at + 2], '=')) continue;
    const { value, next } = parseLiteral(tokens, at + 2, names);
    // what is assigned twice depends on what runs
    if (value === undefined || names.has(token.text)) names.delete(token.text);
    else names.set(token.text, value);
    at = Math.max(at, next - 1);
  }
  return names;
}

function readArguments(tokens: readonly PythonToken[], from: number, names: Names): ReadonlyMap<string, Literal | undefined> {
  const values = new Map<string, Literal | undefined>();
  let at = skipLines(tokens, from);
  while (at < tokens.length && !isMark(tokens[at], ')')) {
    const [token, equals] = [tokens[at], tokens[at + 1]];
    const isKeyword = token?.kind === 'name' && isMark(equals, '=');
    const { value, next } = parseLiteral(tokens, isKeyword ? at + 2 : at, names, 1);
    if (isKeyword) values.set(token.text, value);
    at = Math.max(next, at + 1);
    at = skipLines(tokens, isMark(tokens[at], ',') ? at + 1 : at);
  }
  return values;
}

function textOf(value: Literal | undefined): string | undefined {
  return value?.kind === 'text' && value.text !== '' ? value.text : undefined;
}

// One requirement, a list of them, or lines of text
function textsOf(value: Literal | undefined): { items: { text: string; line: number }[]; isWhole: boolean } {
  if (value?.kind === 'text') {
    const lines = value.text.split('\n').filter((text) => text.trim() !== '');
    return { items: lines.map((text) => ({ text, line: value.line })), isWhole: true };
  }
  if (value?.kind !== 'list') return { items: [], isWhole: false };
  const items = value.items.flatMap((item) => (item?.kind === 'text' ? [item] : []));
  return { items, isWhole: items.length === value.items.length };
}

function toLicenses(path: string, values: ReadonlyMap<string, Literal | undefined>): readonly RawLicense[] {
  const license = values.get('license_expression') ?? values.get('license');
  const classifiers = textsOf(values.get('classifiers')).items;
  const at = (line: number | undefined): RawLicense['location'] => ({
    root: 'tree',
    path,
    ...(line !== undefined && { lines: [line, line] as const }),
  });
  const names = licenseClassifiers(classifiers.map(({ text }) => text));
  const line = classifiers.find(({ text }) => text.startsWith('License'))?.line;
  return [
    ...(license?.kind === 'text' && license.text !== ''
      ? [{ method: 'manifest-field', raw: license.text, location: at(license.line) } as const]
      : []),
    ...toClassifierClaim(names, at(line)),
  ];
}
