import { joinPath } from '../../../domain/path.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { Scope } from '../../../domain/scope.ts';
import { field, listField, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import { readJsonc } from '../../formats/jsonc.ts';
import { memberManifest } from '../locks/member.ts';
import type { Manifest } from '../manifest.ts';
import { readImports, type DenoImport } from './imports.ts';
import { parseSpecifier } from './lockfile.ts';

/** A project of the deno workspace, with what it asks for. */
export interface DenoMember {
  readonly key: string;
  readonly path: string;
  readonly manifest: Manifest | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly configPath: string | undefined;
  readonly imports: readonly DenoImport[];
  readonly uses: readonly { readonly specifier: string; readonly scope: Scope }[];
}

/** The root and the members that the lockfile lists under `workspace`. */
export function readDenoMembers(workspace: UnknownRecord | undefined, directory: string, fs: ReadOnlyFs): readonly DenoMember[] {
  const members = Object.entries(recordField(workspace, 'members') ?? {});
  return [
    toDenoMember(workspace, { id: '', path: directory, fs }),
    ...members.flatMap(([id, member]) => {
      const path = joinPath(directory, id);
      return path === undefined ? [] : [toDenoMember(member, { id, path, fs })];
    }),
  ];
}

function toDenoMember(entry: unknown, { id, path, fs }: { id: string; path: string; fs: ReadOnlyFs }): DenoMember {
  const config = readConfig(fs, path);
  const manifest = memberManifest(fs, path);
  return {
    key: `member ${id}`,
    path,
    manifest,
    name: textField(config?.root, 'name'),
    version: textField(config?.root, 'version'),
    configPath: config?.path,
    imports: readImports(config?.root),
    uses: [
      ...texts(listField(entry, 'dependencies')).map((specifier) => ({ specifier, scope: 'runtime' as const })),
      ...texts(listField(field(entry, 'packageJson'), 'dependencies')).flatMap((specifier) =>
        scopesInManifest(manifest, specifier).map((scope) => ({ specifier, scope })),
      ),
    ],
  };
}

// The lockfile joins the maps of package.json into one list.
function scopesInManifest(manifest: Manifest | undefined, specifier: string): readonly Scope[] {
  const { name } = parseSpecifier(specifier);
  const declared = (manifest?.dependencies ?? []).filter(
    (item) => item.map !== 'peerDependencies' && (item.name === name || item.requirement.startsWith(`npm:${name}@`)),
  );
  return declared.length === 0 ? ['unknown'] : declared.map(({ scope }) => scope);
}

function readConfig(fs: ReadOnlyFs, directory: string): { path: string; root: UnknownRecord } | undefined {
  for (const name of ['deno.json', 'deno.jsonc']) {
    const path = joinPath(directory, name) ?? name;
    const text = fs.stat(path)?.kind === 'file' ? fs.text(path) : undefined;
    const root = text === undefined ? undefined : readJsonc({ path, text }, 'manifest-unparsable').value;
    if (root !== undefined) return { path, root };
  }
  return undefined;
}

function texts(list: readonly unknown[] | undefined): string[] {
  return (list ?? []).filter((item): item is string => typeof item === 'string');
}
