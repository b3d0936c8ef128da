import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { isRecord, listField, recordField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { pipName } from './conda-purl.ts';
import { addressOf, toPixiPackage, type PixiPackage } from './pixi-packages.ts';
import { readPixiManifest } from './pixi-toml.ts';

/** Reads pixi.lock, versions 4 to 7: environments that name packages per platform, and the packages. */
export const pixiLockReader: Reader = {
  id: 'pixi-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['pixi.lock'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined ? unreadable() : read(file, group);
  },
};

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const directory = directoryOf(path);
  const { value, problem } = readYaml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const [root] = value;
  const version = textField(root, 'version');
  if (version !== undefined && !/^[4567]$/.test(version))
    return unreadable(
      diagnostic('lockfile-version-unsupported', `pixi.lock version \`${version}\` is not one we know`, { path, line: 1 }),
    );
  const list = listField(root, 'packages');
  if (list === undefined) return unreadable(diagnostic('lockfile-unparsable', 'expected a list `packages`', { path, line: 1 }));
  const diagnostics: Diagnostic[] = [];
  const lines = indexLines(file.text(), /^(?:- (?:conda|pypi|conda_source)|\s+(?:url|path)): (\S+)/);
  const found = new Map<string, PixiPackage>();
  for (const entry of list) {
    const address = addressOf(entry) ?? textField(entry, 'url') ?? textField(entry, 'path') ?? '';
    const line = lines.get(address.split(' ', 1)[0] ?? '');
    const here = { path, directory, ...(line !== undefined && { line }) };
    const item = isRecord(entry) ? toPixiPackage(entry, here) : undefined;
    if (item === undefined)
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'an entry without address, name or version', here));
    else found.set(item.address, item);
  }
  const manifest = readPixiManifest(directory, group, diagnostics);
  const project = { ...manifest.project, lockfile: path };
  const scopes = new Map<string, Set<Scope>>();
  const edges = new Map<string, LockedEdge>();
  const add = (edge: LockedEdge): void => void edges.set(`${edge.from}\n${edge.to}\n${edge.scope}`, edge);
  for (const { scope, members, isBuild } of [...environmentsOf(root), ...buildsOf(found.values())]) {
    const own = members.flatMap((address) => found.get(address) ?? []);
    const conda = new Map(own.filter(({ kind }) => kind === 'conda').map((item) => [item.name, item.address]));
    const pypi = new Map(own.filter(({ kind }) => kind === 'pypi').map((item) => [pipName(item.name), item.address]));
    const resolve = (spec: string, kind: PixiPackage['kind']): string | undefined => {
      const needed = /^[\w.-]+/.exec(spec)?.[0] ?? '';
      return kind === 'conda'
        ? conda.get(needed)
        : (pypi.get(pipName(needed)) ?? conda.get(needed) ?? conda.get(pipName(needed)));
    };
    for (const item of own) {
      scopes.set(item.address, (scopes.get(item.address) ?? new Set()).add(scope));
      for (const spec of item.needs) {
        if (item.kind === 'pypi' && /;.*\bextra\s*==/.test(spec)) continue;
        const to = resolve(spec, item.kind);
        if (to !== undefined && to !== item.address) add({ from: item.address, to, scope: 'runtime' });
      }
    }
    if (isBuild) continue;
    for (const { name: asked, kind } of manifest.dependencies) {
      const to = resolve(asked, kind);
      if (to !== undefined) add({ from: project.key, to, scope });
    }
  }
  const packages: LockedPackage[] = [project];
  for (const { item, address } of found.values())
    packages.push(
      item.kind === 'first-party'
        ? item
        : { ...item, stated: { project: project.key, scopes: [...(scopes.get(address) ?? [])] } },
    );
  // What PyPI is asked for may be a conda package of another name.
  const names = new Set([...found.values()].map((item) => item.name.toLowerCase()));
  const stale = manifest.dependencies
    .filter(
      (item) => item.isLocked && item.kind === 'conda' && !names.has(item.name.toLowerCase()) && !item.name.startsWith('__'),
    )
    .map((item) => notLocked(item.name, path, { path: manifest.project.manifest }));
  return {
    packages,
    edges: [...edges.values()],
    diagnostics: [...diagnostics, ...stale],
    covers: manifest.paths,
    ...staleBecause(path, stale),
  };
}

/** Packages that were chosen together, so that a name means one of them. */
interface Chosen {
  readonly scope: Scope;
  readonly members: readonly string[];
  readonly isBuild: boolean;
}

// environments.<name>.packages.<platform> is a list of `conda: <url>`, `pypi: <url>` or `conda_source: <name>[<hash>] @ <place>`.
function environmentsOf(root: unknown): Chosen[] {
  return Object.entries(recordField(root, 'environments') ?? {}).flatMap(([name, environment]) =>
    Object.values(recordField(environment, 'packages') ?? {}).map((list) => ({
      // What only another environment than the default one has is there for those who ask for it.
      scope: name === 'default' ? ('runtime' as const) : ('optional' as const),
      members: (Array.isArray(list) ? list : []).flatMap((entry: unknown) => addressOf(entry) ?? []),
      isBuild: false,
    })),
  );
}

function buildsOf(items: Iterable<PixiPackage>): Chosen[] {
  return [...items].flatMap(({ buildsWith }) =>
    buildsWith.length === 0 ? [] : [{ scope: 'build' as const, members: buildsWith, isBuild: true }],
  );
}
