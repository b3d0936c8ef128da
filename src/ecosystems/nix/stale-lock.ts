import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { notLocked } from '../formats/not-locked.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { field, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { readFlakeInputs, type FlakeInput } from './flake-inputs.ts';
import { parseFlakeReference } from './flake-reference.ts';
import { resolveInput } from './follows.ts';

/** Inputs of the flake.nix beside a lockfile that it does not hold, or that it was made for with another reference. */
export function staleInputs(nodes: UnknownRecord, rootKey: string, lockfile: string, fs: ReadOnlyFs): Diagnostic[] {
  const path = pathIn(directoryOf(lockfile), 'flake.nix');
  // A file that cannot be read is said by the reader that claims it.
  const file = siblingFile(fs, path, []);
  if (file === undefined) return [];
  const locked = recordField(field(nodes, rootKey), 'inputs') ?? {};
  return readFlakeInputs(file.text()).flatMap((input) => {
    const where = { path, line: input.line };
    if (!Object.hasOwn(locked, input.name)) return [notLocked(input.name, lockfile, where)];
    const key = resolveInput(locked[input.name], nodes, rootKey);
    const original = key === undefined ? undefined : recordField(field(nodes, key), 'original');
    if (original === undefined || !isOther(input, original)) return [];
    const message = `\`${input.name}\` is declared as \`${(input.url ?? '').slice(0, 200)}\`, and ${lockfile} was made for another reference`;
    return [diagnostic('lockfile-stale', message, where)];
  });
}

const HOSTED = new Set(['github', 'gitlab', 'sourcehut']);

// Nix locks an input anew when its reference is another one; of hosted repositories the two forms are easily compared.
function isOther({ url }: FlakeInput, original: UnknownRecord): boolean {
  const asked = url === undefined ? undefined : parseFlakeReference(url);
  const isComparable = [asked, original].every((reference) => HOSTED.has(textField(reference, 'type') ?? ''));
  const keys = ['type', 'owner', 'repo', 'ref', 'rev', 'dir'];
  return isComparable && keys.some((key) => textField(asked, key)?.toLowerCase() !== textField(original, key)?.toLowerCase());
}
