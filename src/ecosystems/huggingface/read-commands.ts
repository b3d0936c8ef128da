import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { unreadable } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { usesInCommands } from './command-uses.ts';
import { isUnpinned, toHubPackage } from './hub-package.ts';

/** Reads the models and datasets that shell scripts, Dockerfiles and makefiles fetch or serve. */
export const commandsReader: Reader = {
  id: 'huggingface-commands',
  version: 1,
  kind: 'manifest',
  claims: ['*.sh', '*.bash', 'Dockerfile', 'Dockerfile.*', '*.Dockerfile', 'Containerfile', 'Makefile', 'justfile'],
  shows: 'ids in commands of scripts, Dockerfiles and makefiles',
  group: 'file',
  speculative: true,
  read: ofOneFile((file, { root }) => {
    const { path } = file;
    const named = usesInCommands(file.text())
      .flatMap((use) => toHubPackage(use, path) ?? [])
      .map((item): NamedPackage => ({ item, scope: 'runtime' }));
    if (named.length === 0) return unreadable();
    const first = named.find(({ item }) => item.kind === 'third-party' && item.resolution === 'declared')?.item.occurrences[0];
    const message = 'models and datasets are loaded without a commit';
    return namedByProject(
      directoryProject(root),
      named,
      isUnpinned(named) ? [diagnostic('version-unresolved', message, { ...first })] : [],
    );
  }),
};
