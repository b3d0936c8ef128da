import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { NamedPackage } from '../formats/named-packages.ts';
import { valueLines } from '../formats/value-lines.ts';
import { toImagePackage } from './image-package.ts';

/** An image as a file writes it, and as it reads with its variables put in. */
export interface WrittenImage {
  readonly written: string;
  readonly text: string;
  readonly scope?: Scope;
}

const KEYS = /image|container|name|uses|newName|reference/;

/** The containers of a YAML file that names images, each with all its lines. */
export function namedImages(
  file: ClaimedFile,
  images: readonly WrittenImage[],
): { named: NamedPackage[]; diagnostics: Diagnostic[] } {
  const lines = valueLines(file.text(), KEYS);
  const named: NamedPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { written, text, scope = 'runtime' } of images) {
    const key = `${scope} ${text}`;
    if (text.trim() === '' || seen.has(key)) continue;
    seen.add(key);
    const places = lines.get(written)?.map(({ line }) => ({ path: file.path, line }));
    const item = toImagePackage(text, places ?? [{ path: file.path }]);
    if ('code' in item) diagnostics.push(item);
    else named.push({ item, scope });
  }
  return { named, diagnostics };
}
