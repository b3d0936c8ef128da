import { joinPath } from '../../../domain/path.ts';
import { field, recordField, textField } from '../../formats/values.ts';
import { memberManifest } from '../locks/member.ts';
import type { PnpmDocument } from './document.ts';

export interface PatchedPackage {
  readonly key: string;
  readonly name: string;
  readonly version: string | undefined;
}

/** The patch file applied to a package, below the scan root. `patchedDependencies` is keyed by `name@version`, `name@range` or `name`. */
export function patchOf(document: PnpmDocument, item: PatchedPackage): string | undefined {
  const patched = recordField(document.root, 'patchedDependencies');
  if (patched === undefined) return undefined;
  const exact = [`${item.name}@${item.version ?? ''}`, item.name].find((selector) => Object.hasOwn(patched, selector));
  const selector = exact ?? (item.key.includes('patch_hash=') ? selectorOfHash(patched, item) : undefined);
  if (selector === undefined) return undefined;
  const path = textField(field(patched, selector), 'path') ?? declaredPath(document, selector);
  return path === undefined ? undefined : joinPath(document.directory, path);
}

function selectorOfHash(patched: Readonly<Record<string, unknown>>, { key, name }: PatchedPackage): string | undefined {
  return Object.keys(patched).find((selector) => {
    if (!selector.startsWith(`${name}@`)) return false;
    const hash = textField(patched, selector) ?? textField(field(patched, selector), 'hash');
    return hash !== undefined && key.includes(`patch_hash=${hash}`);
  });
}

// Newer lockfiles hold the hash alone; the path is then in package.json (or, since 10, in pnpm-workspace.yaml).
function declaredPath(document: PnpmDocument, selector: string): string | undefined {
  const settings = recordField(memberManifest(document.fs, document.directory)?.source, 'pnpm');
  return textField(recordField(settings, 'patchedDependencies'), selector) ?? textField(document.workspacePatches, selector);
}
