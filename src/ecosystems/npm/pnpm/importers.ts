import { joinPath } from '../../../domain/path.ts';
import type { Scope } from '../../../domain/scope.ts';
import { field, recordField, textField } from '../../formats/values.ts';
import type { Manifest } from '../manifest.ts';
import { declaredAs } from '../locks/declared-as.ts';
import { memberManifest } from '../locks/member.ts';
import { importersOf, type PnpmDocument } from './document.ts';

/** A project that the lockfile locks. */
export interface Importer {
  readonly key: string;
  /** As in the lockfile: `.` or a directory relative to it. */
  readonly id: string;
  readonly path: string;
  readonly line: number | undefined;
  readonly manifest: Manifest | undefined;
  readonly uses: readonly ImporterUse[];
}

export interface ImporterUse {
  readonly name: string;
  readonly reference: string;
  readonly specifier: string | undefined;
  readonly scope: Scope;
}

const SCOPES: readonly (readonly [map: string, scope: Scope])[] = [
  ['dependencies', 'runtime'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
];

const ENVIRONMENT_SCOPES: typeof SCOPES = [
  ['packageManagerDependencies', 'dev'],
  ['configDependencies', 'dev'],
];

/** The projects of one document; those outside the scanned directory have no path here and are left out. */
export function readImporters(document: PnpmDocument, environment: boolean): readonly Importer[] {
  return importersOf(document.root).flatMap(([id, importer]) => {
    const path = joinPath(document.directory, id);
    if (path === undefined) return [];
    const manifest = memberManifest(document.fs, path);
    const line = document.lines?.line('importers', id) ?? document.lines?.line('importers') ?? 1;
    const uses = (environment ? ENVIRONMENT_SCOPES : SCOPES).flatMap(([map, scope]) =>
      readUses(document, importer, map).map((use) => ({
        ...use,
        scope: isPeerOnly(manifest, use.name) ? ('peer' as const) : scope,
      })),
    );
    return [{ key: `${document.prefix}importer ${id}`, id, path, line, manifest, uses }];
  });
}

function readUses(document: PnpmDocument, importer: unknown, map: string): Omit<ImporterUse, 'scope'>[] {
  const entries = recordField(importer, map);
  return document.pairs(importer, map).map(([name, reference]) => ({
    name,
    reference,
    specifier: textField(field(entries, name), 'specifier') ?? textField(recordField(importer, 'specifiers'), name),
  }));
}

// With `autoInstallPeers` pnpm writes a project's own peers under `dependencies`.
function isPeerOnly(manifest: Manifest | undefined, name: string): boolean {
  const declared = declaredAs(manifest, name);
  return declared.length > 0 && declared.every((dependency) => dependency.map === 'peerDependencies');
}
