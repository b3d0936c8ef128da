import type { Scope } from '../../../domain/scope.ts';
import type { DeclaredDependency } from '../manifest.ts';
import { parseRequirement } from '../requirement.ts';
import { urlSource } from '../source.ts';

/** Declared dependencies from requirement texts; what is none is left out. */
export function toDependencies(
  items: readonly { readonly text: string; readonly line: number }[],
  scope: Scope,
): DeclaredDependency[] {
  return items.flatMap(({ text, line }) => {
    const requirement = parseRequirement(text);
    if (requirement === undefined) return [];
    const { name, extras, specifier, url, marker } = requirement;
    return [
      {
        name,
        extras,
        ...(specifier !== undefined && { rule: { syntax: 'pep440', text: specifier } as const }),
        ...(url !== undefined && { source: urlSource(url) }),
        scope,
        ...(marker !== undefined && { marker }),
        line,
      },
    ];
  });
}
