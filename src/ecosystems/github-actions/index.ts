import type { Diagnostic } from '../../domain/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Ecosystem, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { valueLines } from '../formats/value-lines.ts';
import { namedImages } from '../docker/image-values.ts';
import { isRecord, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { actionNeeds, workflowNeeds, type Needs } from './read-steps.ts';
import { actionProject, toUsedPackage } from './uses.ts';

const workflowReader: Reader = {
  id: 'github-workflow',
  version: 1,
  kind: 'manifest',
  claims: ['github', 'gitea', 'forgejo'].flatMap((host) => [`.${host}/workflows/*.yml`, `.${host}/workflows/*.yaml`]),
  group: 'file',
  read: ({ files: [file] }) =>
    file === undefined
      ? unreadable()
      : read(file, (document) => [directoryProject(directoryOf(file.path), file.path), workflowNeeds(document)]),
};

const actionReader: Reader = {
  id: 'github-action',
  version: 1,
  kind: 'manifest',
  claims: ['action.yml', 'action.yaml'],
  group: 'file',
  read: ({ files: [file] }) => {
    if (file === undefined) return unreadable();
    const { path } = file;
    return read(file, (document) => {
      const description = textField(document, 'description');
      const project = { ...actionProject(directoryOf(path)), manifest: path, occurrences: [{ path }] };
      return [{ ...project, ...(description !== undefined && { description }) }, actionNeeds(document)];
    });
  },
};

function read(file: ClaimedFile, understand: (document: unknown) => readonly [FirstPartyPackage, Needs]): ReadResult {
  const { value: documents, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const [document] = documents;
  if (!isRecord(document)) return unreadable();
  const [project, { uses, images }] = understand(document);
  const lines = valueLines(file.text(), /uses|image/);
  const diagnostics: Diagnostic[] = [];
  const named: NamedPackage[] = [];
  for (const text of new Set(uses)) {
    const places = lines.get(text);
    const occurrences = places?.map(({ line }) => ({ path: file.path, line })) ?? [{ path: file.path }];
    const item = toUsedPackage(text, { occurrences, comment: places?.find((place) => place.comment !== undefined)?.comment });
    if (item === undefined) continue;
    if ('code' in item) diagnostics.push(item);
    // What runs while building can leave traces in what is built.
    else named.push({ item, scope: 'build' });
  }
  const containers = namedImages(
    file,
    images.map((text) => ({ written: text, text, scope: 'build' as const })),
  );
  const result = namedByProject(project, [...named, ...containers.named], [...diagnostics, ...containers.diagnostics]);
  // An action is a project whether or not it needs others.
  return result.packages.length === 0 && project.key.startsWith('action ') ? { ...result, packages: [project] } : result;
}

/** GitHub Actions: what workflows and composite actions use. */
export const githubActions: Ecosystem = {
  id: 'github-actions',
  title: 'GitHub Actions',
  purlTypes: ['github', 'docker'],
  readers: [workflowReader, actionReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: true, workspaces: true, licenses: [] },
};
