import type { ClaimedFile } from '../ecosystem.ts';
import { SCOPE_OF_REQUIREMENT, type ConanRecipe, type ConanRequirement } from './declared.ts';

/** Reads the sections of a conanfile.txt; a comment starts with `#` at the start of a line or after a space. */
export function readConanfileTxt(file: ClaimedFile): ConanRecipe {
  const requirements: ConanRequirement[] = [];
  let section = '';
  for (const [index, raw] of file.text().split('\n').entries()) {
    const content = raw.replace(/(?:^|\s)#.*$/, '').trim();
    const header = /^\[(\w+)\]$/.exec(content)?.[1];
    if (header !== undefined) section = header;
    else if (content !== '' && Object.hasOwn(SCOPE_OF_REQUIREMENT, section))
      requirements.push({ text: content, scope: SCOPE_OF_REQUIREMENT[section] ?? 'runtime', line: index + 1 });
  }
  return { path: file.path, licenses: [], requirements, computed: [] };
}
