import { baseName } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import { directoryProject, type NamedPackage } from '../formats/named-packages.ts';
import type { ModelCard } from './front-matter.ts';
import { toHubPackage, type HubType } from './hub-package.ts';

/** The model or dataset of a directory, with the license that its card states. */
export function cardProject(directory: string, manifest: string, card: ModelCard | undefined): FirstPartyPackage {
  return {
    ...directoryProject(directory, manifest),
    name: card?.name ?? (directory === '' ? '.' : baseName(directory)),
    type: card?.subject ?? 'machine-learning-model',
    licenses: card?.licenses ?? [],
  };
}

/** What a card says the model was made from and trained on. */
export function namedByCard(card: ModelCard, path: string): NamedPackage[] {
  const name = (ids: readonly string[], type: HubType): NamedPackage[] =>
    ids.flatMap((id) => {
      const line = card.lineOf(id);
      const item = toHubPackage({ id, type, ...(line !== undefined && { line }) }, path);
      return item === undefined ? [] : [{ item, scope: 'runtime' as const }];
    });
  return [...name(card.baseModels, 'machine-learning-model'), ...name(card.datasets, 'data')];
}
