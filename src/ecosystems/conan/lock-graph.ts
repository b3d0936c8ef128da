import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { JsonKeys } from '../formats/json-keys.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { field, isRecord, textField, type UnknownRecord } from '../formats/values.ts';
import { toConanPackage } from './locked.ts';
import { parseReference } from './reference.ts';
import type { ConanRecipe, ConanRequirement } from './declared.ts';
import { toConanProject } from './recipe.ts';

export interface LockContext {
  readonly path: string;
  readonly keys: JsonKeys;
  readonly recipe: ConanRecipe | undefined;
  readonly diagnostics: Diagnostic[];
}

const REQUIREMENTS: readonly (readonly [key: string, scope: Scope])[] = [
  ['requires', 'runtime'],
  ['build_requires', 'dev'],
];

/** Reads the graph of a Conan 1 lockfile: `graph_lock.nodes`, where requirements are ids of other nodes. */
export function readLockGraph(nodes: UnknownRecord, context: LockContext): ReadResult {
  const { path, keys, diagnostics } = context;
  const packages = new Map<string, LockedPackage>();
  for (const [id, node] of Object.entries(nodes)) {
    const here = { path, line: keys.line('graph_lock', 'nodes', id) };
    const item = isRecord(node) ? toPackage(id, node, context) : undefined;
    if (item !== undefined) packages.set(id, item);
    else diagnostics.push(diagnostic('lockfile-entry-invalid', `node \`${id}\` has no reference to a version`, here));
  }
  const edges: LockedEdge[] = [];
  for (const [id, node] of Object.entries(nodes)) {
    if (!packages.has(id)) continue;
    for (const [key, scope] of REQUIREMENTS) {
      for (const to of idsOf(field(node, key))) {
        if (packages.has(to)) edges.push({ from: id, to, scope });
        else {
          const message = `node \`${id}\` needs node \`${to}\`, which the lockfile does not hold`;
          diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path, line: keys.line('graph_lock', 'nodes', id) }));
        }
      }
    }
    for (const text of textsIn(field(node, 'python_requires'))) {
      const reference = parseReference(text);
      const item = reference === undefined ? undefined : toConanPackage(`python ${text}`, reference, { path });
      if (item === undefined) continue;
      packages.set(item.key, item);
      edges.push({ from: id, to: item.key, scope: 'build' });
    }
  }
  const stale = unlocked(nodes, context).map(({ text, line }) => notLocked(text, path, { path: context.recipe?.path, line }));
  return {
    packages: withToolUse([...packages.values()]),
    edges,
    diagnostics: [...diagnostics, ...stale],
    ...staleBecause(path, stale),
  };
}

// Tools are in the graph only of those who lock a build.
function unlocked(nodes: UnknownRecord, { recipe }: LockContext): ConanRequirement[] {
  const texts = Object.values(nodes).map((node) => textField(node, 'ref') ?? textField(node, 'pref') ?? '');
  const names = new Set(texts.map((text) => parseReference(text)?.name));
  return (recipe?.requirements ?? []).filter(({ text, scope, isConditional }) => {
    const name = parseReference(text)?.name;
    return scope === 'runtime' && isConditional === undefined && name !== undefined && !names.has(name);
  });
}

// What the tools of a dependency need is reached by no edge of the project: it is development as the tools are.
function withToolUse(packages: readonly LockedPackage[]): LockedPackage[] {
  const consumer = packages.find((item) => item.kind === 'first-party');
  if (consumer === undefined) return [...packages];
  return packages.map((item) =>
    item.kind === 'first-party' ? item : { ...item, stated: { project: consumer.key, scopes: ['dev'] } },
  );
}

// The consumer, and editable packages, have the path of their recipe; the consumer of a plain command line has neither.
function toPackage(id: string, node: UnknownRecord, { path, keys, recipe }: LockContext): LockedPackage | undefined {
  const here = { path, line: keys.line('graph_lock', 'nodes', id) };
  const text = textField(node, 'ref') ?? textField(node, 'pref');
  const reference = text === undefined ? undefined : parseReference(text);
  const isConsumer = textField(node, 'path') !== undefined || (id === '0' && text === undefined);
  if (!isConsumer) {
    if (reference === undefined) return undefined;
    const packageRevision = reference.packageRevision ?? meaningful(textField(node, 'prev'));
    return toConanPackage(id, { ...reference, ...(packageRevision !== undefined && { packageRevision }) }, here);
  }
  const isRoot = id === '0';
  const project = toConanProject(id, directoryOf(path), isRoot ? recipe : undefined);
  const version = reference?.version ?? project.version;
  return {
    ...project,
    name: reference?.name ?? project.name,
    ...(version !== undefined && { version }),
    lockfile: path,
    occurrences: [{ path, ...(here.line !== undefined && { line: here.line }) }, ...project.occurrences],
  };
}

function meaningful(revision: string | undefined): string | undefined {
  return revision === '' || revision === '0' ? undefined : revision;
}

// A list of ids; before version 0.4 a record from reference to id.
function idsOf(value: unknown): string[] {
  return textsIn(isRecord(value) ? Object.values(value) : value);
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
