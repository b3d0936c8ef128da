import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { readableFiles, siblingFile } from '../formats/sibling.ts';
import { codeOfNotebook, usesInCode } from './code-uses.ts';
import { isUnpinned, toHubPackage, type HubUse } from './hub-package.ts';
import { usesInSettings } from './settings-uses.ts';

/**
 * Reads the code and the settings of projects that use libraries of the Hub: the models and datasets that they load by id.
 * The manifests say which projects those are, so that nobody else's sources are opened.
 */
export const codeReader: Reader = {
  id: 'huggingface-code',
  version: 1,
  kind: 'manifest',
  claims: [
    'requirements*.txt',
    'pyproject.toml',
    'setup.py',
    'setup.cfg',
    'Pipfile',
    'environment.yml',
    'environment.yaml',
    'package.json',
    '*.ipynb',
  ],
  shows: 'ids in code and settings of projects that use its libraries',
  group: 'tree',
  speculative: true,
  read,
};

const LIBRARY =
  /\b(?:transformers|huggingface[_-]hub|sentence[_-]transformers|diffusers|datasets|peft|trl|vllm|optimum|setfit|timm|faster-whisper|[\w-]+-huggingface|@huggingface\/[\w-]+|@xenova\/transformers)\b/;
const LIBRARY_OF_NPM = /"(?:@huggingface\/[\w-]+|@xenova\/transformers)"/;
const CODE = /\.(?:py|ipynb|[cm]?[jt]sx?)$/;
const SETTINGS = /\.(?:ya?ml|json|toml|env|cfg|ini)$|(?:^|\/)\.env(?:\.\w+)?$/;
const NOT_SETTINGS = /(?:^|\/)(?:package(?:-lock)?\.json|.*-lock\.ya?ml|pixi\.lock)$/;
const OF_TESTS = /(?:^|\/)(?:tests?|__tests__)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|\.(?:test|spec)\.[cm]?[jt]sx?$/;

function read({ files, fs, paths }: ReadGroup): ReadResult {
  const problems: Diagnostic[] = [];
  const projects = new Set(
    readableFiles(files, fs, problems).flatMap(({ path, text }) => {
      if (path.endsWith('.ipynb')) return [];
      return (path.endsWith('package.json') ? LIBRARY_OF_NPM : LIBRARY).test(text()) ? [directoryOf(path)] : [];
    }),
  );
  const notebooks = files.filter(({ path }) => path.endsWith('.ipynb')).map(({ path }) => path);
  const wanted = new Set([
    ...notebooks,
    ...(projects.size === 0 ? [] : paths.filter((path) => isRead(path) && nearest(path, projects) !== undefined)),
  ]);
  const found = new Map<string, NamedPackage[]>();
  for (const path of [...wanted].toSorted()) {
    const file = siblingFile(fs, path, []);
    const uses = file === undefined ? [] : usesIn(path, file.text());
    const owner = nearest(path, projects) ?? directoryOf(path);
    const isHere = ({ id }: HubUse): boolean =>
      [directoryOf(path), owner].some((from) => fs.stat(joinPath(from, id) ?? '')?.kind === 'directory');
    const named = uses
      .filter((use) => !isHere(use))
      .flatMap((use) => toHubPackage(use, path) ?? [])
      .map((item): NamedPackage => ({ item, scope: OF_TESTS.test(path) ? 'test' : 'runtime' }));
    if (named.length > 0) found.set(owner, [...(found.get(owner) ?? []), ...named]);
  }
  return merged([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isRead(path: string): boolean {
  return CODE.test(path) || (SETTINGS.test(path) && !NOT_SETTINGS.test(path));
}

function usesIn(path: string, text: string): HubUse[] {
  if (path.endsWith('.ipynb')) return usesInCode(codeOfNotebook(text) ?? '').map(({ line: _line, ...use }) => use);
  return CODE.test(path) ? usesInCode(text) : usesInSettings(text);
}

/** The nearest of the directories that a path is below. */
function nearest(path: string, directories: ReadonlySet<string>): string | undefined {
  for (let at = directoryOf(path); ; at = directoryOf(at)) {
    if (directories.has(at)) return at;
    if (at === '') return undefined;
  }
}

function merged(found: readonly (readonly [owner: string, named: readonly NamedPackage[]])[]): ReadResult {
  if (found.length === 0) return unreadable();
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [owner, named] of found) {
    const own = (key: string): string => `${owner}\n${key}`;
    const result = namedByProject(directoryProject(owner), named, []);
    packages.push(...result.packages.map((item) => ({ ...item, key: own(item.key) })));
    edges.push(...result.edges.map((edge) => ({ ...edge, from: own(edge.from), to: own(edge.to) })));
    const first = named.find(({ item }) => item.kind === 'third-party' && item.resolution === 'declared')?.item.occurrences[0];
    if (isUnpinned(named))
      diagnostics.push(diagnostic('version-unresolved', 'models and datasets are loaded without a commit', { ...first }));
  }
  return { packages, edges, diagnostics };
}
