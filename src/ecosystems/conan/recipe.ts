import type { Diagnostic } from '../../domain/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import type { ConanRecipe } from './declared.ts';
import { readConanfilePy } from './conanfile-py.ts';
import { readConanfileTxt } from './conanfile-txt.ts';

export function readRecipe(file: ClaimedFile): ConanRecipe | undefined {
  return file.path.endsWith('.py') ? readConanfilePy(file) : readConanfileTxt(file);
}

/** The recipe beside a lockfile; conanfile.py wins, as for the conan command. */
export function recipeIn(directory: string, group: ReadGroup, problems: Diagnostic[]): ConanRecipe | undefined {
  for (const name of ['conanfile.py', 'conanfile.txt']) {
    const file = siblingFile(group.fs, pathIn(directory, name), problems);
    const recipe = file === undefined ? undefined : readRecipe(file);
    if (recipe !== undefined) return recipe;
  }
  return undefined;
}

/** The project of a recipe, or of a directory without one. */
export function toConanProject(key: string, directory: string, recipe: ConanRecipe | undefined): FirstPartyPackage {
  const { version, description, licenses = [], licenseLine } = recipe ?? {};
  return {
    kind: 'first-party',
    key,
    path: recipe === undefined ? directory : directoryOf(recipe.path),
    name: recipe?.name ?? (directory.split('/').at(-1) || '.'),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(recipe !== undefined && { manifest: recipe.path }),
    occurrences: recipe === undefined ? [] : [{ path: recipe.path }],
    licenses: recipe === undefined ? [] : manifestLicense(licenses, { path: recipe.path, line: licenseLine }),
  };
}
