import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { namedByProject } from '../formats/named-packages.ts';
import { pathIn } from '../formats/sibling.ts';
import { cardProject, namedByCard } from './card-project.ts';
import { readModelCard } from './front-matter.ts';
import { isUnpinned } from './hub-package.ts';
import { MODEL_SETTINGS } from './read-model-directory.ts';

/** Reads the cards of models and datasets that stand without settings beside them: a README.md with their metadata. */
export const cardReader: Reader = {
  id: 'huggingface-card',
  version: 1,
  kind: 'manifest',
  claims: ['README.md'],
  shows: 'cards of models and datasets',
  group: 'file',
  speculative: true,
  read: ({ files: [file], fs }) => {
    if (file === undefined) return unreadable();
    const directory = directoryOf(file.path);
    const text = file.text();
    if (!text.startsWith('---') || MODEL_SETTINGS.some((name) => fs.stat(pathIn(directory, name)) !== undefined))
      return unreadable();
    const card = readModelCard(file);
    if (card?.subject === undefined) return unreadable();
    const named = namedByCard(card, file.path);
    const message = 'models and datasets are named without a revision';
    const diagnostics = isUnpinned(named) ? [diagnostic('version-unresolved', message, { path: file.path })] : [];
    const project = cardProject(directory, file.path, card);
    const result = namedByProject(project, named, diagnostics);
    return result.packages.length === 0 ? { ...result, packages: [project] } : result;
  },
};
