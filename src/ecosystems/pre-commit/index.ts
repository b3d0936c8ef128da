import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, Ecosystem, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { valueLines } from '../formats/value-lines.ts';
import { listField, textField } from '../formats/values.ts';
import { repositoryPurl, vcsOrigin } from '../formats/vcs-source.ts';
import { readYaml } from '../formats/yaml.ts';

const configReader: Reader = {
  id: 'pre-commit-config',
  version: 1,
  kind: 'manifest',
  claims: ['.pre-commit-config.yaml', '.pre-commit-config.yml'],
  group: 'file',
  read: ({ files: [file] }) => (file === undefined ? unreadable() : read(file)),
};

function read(file: ClaimedFile): ReadResult {
  const { value: documents, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const { path } = file;
  const [document] = documents;
  // Before version 1 of pre-commit the list of repositories was the document.
  const entries = Array.isArray(document) ? (document as readonly unknown[]) : listField(document, 'repos');
  if (entries === undefined) return unreadable(diagnostic('manifest-unparsable', 'expected a list `repos`', { path, line: 1 }));
  const urls = valueLines(file.text(), /repo/);
  const revisions = valueLines(file.text(), /rev|sha/);
  const named: NamedPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const entry of entries) {
    const url = textField(entry, 'repo');
    // Hooks of this repository, and those that are part of pre-commit.
    if (url === 'local' || url === 'meta') continue;
    const revision = textField(entry, 'rev') ?? textField(entry, 'sha');
    const lines = (urls.get(url ?? '') ?? []).map(({ line }) => ({ path, line }));
    const frozen = /^frozen:\s*(\S+)/.exec(revisions.get(revision ?? '')?.[0]?.comment ?? '')?.[1];
    const item = url === undefined ? undefined : toHooks(url, revision, frozen);
    if (item !== undefined) named.push({ item: { ...item, occurrences: lines.length === 0 ? [{ path }] : lines }, scope: 'dev' });
    else {
      const message = `\`${url ?? 'an entry without repo'}\` names no repository`;
      diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line: lines[0]?.line ?? 1 }));
    }
  }
  return namedByProject(directoryProject(directoryOf(path), path), named, diagnostics);
}

function toHooks(url: string, revision: string | undefined, frozen: string | undefined): ThirdPartyPackage | undefined {
  const purl = repositoryPurl({ url, revision });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    type: 'application',
    resolution: revision === undefined ? 'declared' : 'locked',
    occurrences: [],
    origins: [vcsOrigin({ url, ...(revision !== undefined && { revision }) })],
    // `pre-commit autoupdate --freeze` writes the tag that a commit stood for.
    ...(frozen !== undefined && { properties: { 'licet:pre-commit:frozen': frozen } }),
  };
}

/** Repositories of hooks that pre-commit runs. */
export const preCommit: Ecosystem = {
  id: 'pre-commit',
  title: 'pre-commit hooks',
  purlTypes: ['github', 'bitbucket', 'git'],
  readers: [configReader],
  capabilities: { graph: 'direct', scopes: true, hashes: false, origins: true, workspaces: false, licenses: [] },
};
