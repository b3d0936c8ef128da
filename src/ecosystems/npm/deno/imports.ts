import { recordField, textEntries, type UnknownRecord } from '../../formats/values.ts';
import { splitDescriptor } from '../locks/descriptor.ts';

/** What the import map of a deno.json asks for. */
export type DenoImport =
  | {
      readonly kind: 'npm' | 'jsr';
      readonly name: string;
      readonly range: string;
      readonly specifier: string;
      readonly written: string;
    }
  | { readonly kind: 'remote'; readonly url: string; readonly written: string };

/** Reads `imports` and `scopes` (docs.deno.com, "Configuration"); paths of the project itself are left out. */
export function readImports(config: UnknownRecord | undefined): DenoImport[] {
  const maps = [recordField(config, 'imports'), ...Object.values(recordField(config, 'scopes') ?? {})];
  const seen = new Set<string>();
  return maps.flatMap((map) =>
    textEntries({ map }, 'map').flatMap(([, written]): DenoImport[] => {
      if (seen.has(written)) return [];
      seen.add(written);
      if (/^https?:\/\//.test(written)) return [{ kind: 'remote', url: written, written }];
      // `npm:/chalk@5/deep` and `jsr:@std/path@^1/posix`: what follows the range is a path in the package
      const match = /^(npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+(?:@[^/]*)?)/.exec(written);
      const kind = match?.[1] === 'jsr' ? 'jsr' : 'npm';
      if (match?.[2] === undefined) return [];
      const { name, range } = splitDescriptor(match[2]);
      return [{ kind, name, range, specifier: `${kind}:${name}@${range === '' ? '*' : range}`, written }];
    }),
  );
}
