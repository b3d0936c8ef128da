import { field, isRecord, listField, recordField } from '../../formats/values.ts';
import { declaredAs } from '../locks/declared-as.ts';
import type { PnpmDocument } from './document.ts';
import type { Importer } from './importers.ts';

export interface StaleFinding {
  readonly manifest: string;
  readonly line: number | undefined;
  readonly reason: string;
}

/**
 * Where a manifest asks for something else than the lockfile was made for, by comparing specifiers as
 * `pnpm install --frozen-lockfile` does. Silent where pnpm itself rewrites manifests before it compares: a pnpmfile hook,
 * overrides, and links that are left out by setting.
 */
export function staleReason(document: PnpmDocument, { manifest, uses, id }: Importer): StaleFinding[] {
  if (manifest === undefined || hasHook(document)) return [];
  const overridden = overriddenNames(document);
  const ignored = new Set(listField(document.root, 'ignoredOptionalDependencies'));
  const specifiers = new Map(uses.map((use) => [use.name, use.specifier]));
  const where = id === '.' ? '' : ` of \`${id}\``;
  return manifest.dependencies.flatMap(({ name, requirement, map }) => {
    if (map === 'peerDependencies' || overridden.has(name) || ignored.has(name)) return [];
    if (/^(?:link|workspace|file):/.test(requirement) && !specifiers.has(name)) return [];
    const locked = specifiers.get(name);
    const same = declaredAs(manifest, name).some((other) => other.requirement === locked);
    if (same || (locked === undefined && specifiers.has(name))) return [];
    const reason = specifiers.has(name)
      ? `the lockfile was made for \`${name}\` \`${locked ?? ''}\`, the manifest${where} asks for \`${requirement}\``
      : `the lockfile does not know \`${name}\` \`${requirement}\`, which the manifest${where} asks for`;
    return [{ manifest: manifest.path, line: manifest.lineOf(map, name), reason }];
  });
}

function hasHook(document: PnpmDocument): boolean {
  return (
    field(document.root, 'pnpmfileChecksum') !== undefined || field(document.root, 'packageExtensionsChecksum') !== undefined
  );
}

// `parent@1>name@2` overrides `name`
function overriddenNames(document: PnpmDocument): ReadonlySet<string> {
  const overrides = recordField(document.root, 'overrides');
  if (!isRecord(overrides)) return new Set();
  return new Set(Object.keys(overrides).map((selector) => /^(.[^@]*)/.exec(selector.split('>').at(-1) ?? '')?.[1] ?? selector));
}
