import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import { FileProblem } from '../../domain/read-only-fs.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { readXml, type XmlElement } from '../formats/xml.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Coordinates, PomRepository } from './local-repository.ts';
import { toPom, type ParentReference, type Place, type Pom } from './pom.ts';
import { parseConstraint, satisfies } from './version-constraint.ts';

/** A POM and where it stands. */
export interface PomSource {
  readonly pom: Pom;
  readonly place: Place;
}

/** Every POM that can be had: those of the tree, and published ones from the cache. Each is parsed once. */
export interface PomSources {
  inTree(path: string): PomSource | undefined;
  /** POMs of the tree that have these names, whatever their version. */
  named(groupId: string, artifactId: string): readonly PomSource[];
  published(coordinates: Coordinates): PomSource | undefined;
  /** The POM that `<relativePath>` leads to, when it is the one that is meant. */
  relativeParent(source: PomSource, parent: ParentReference): PomSource | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Published POMs only, from the first repository that has one. */
export function publishedSources(repositories: readonly PomRepository[]): PomSources {
  const known = new Map<string, PomSource | undefined>();
  const find = (coordinates: Coordinates): PomSource | undefined => {
    for (const repository of repositories) {
      const path = repository.pomPath(coordinates);
      const project = path === undefined ? undefined : repository.read(path);
      if (path !== undefined && project?.name === 'project')
        return toSource(project, { root: `cache:${repository.cache}`, path });
    }
    return undefined;
  };
  return {
    inTree: () => undefined,
    named: () => [],
    relativeParent: () => undefined,
    diagnostics: [],
    published(coordinates) {
      const key = `${coordinates.groupId}:${coordinates.artifactId}:${coordinates.version}`;
      if (!known.has(key)) known.set(key, find(coordinates));
      return known.get(key);
    },
  };
}

export function pomSources(group: ReadGroup, repository: PomRepository | undefined): PomSources {
  const tree = new Map<string, PomSource | undefined>();
  const { published } = publishedSources(repository === undefined ? [] : [repository]);
  const diagnostics: Diagnostic[] = [];
  const claimed = new Map(group.files.map((file) => [file.path, file]));
  let index: ReadonlyMap<string, readonly PomSource[]> | undefined;

  const inTree = (path: string): PomSource | undefined => {
    if (tree.has(path)) return tree.get(path);
    tree.set(path, undefined);
    const problem = (): never => {
      throw new FileProblem(path, 'unreadable', 'not a regular file');
    };
    const file = claimed.get(path) ?? {
      path,
      text: () => group.fs.text(path) ?? problem(),
      bytes: () => group.fs.bytes(path) ?? problem(),
    };
    const isThere = claimed.has(path) || group.fs.stat(path)?.kind === 'file';
    const found = isThere ? readPom(file, diagnostics, claimed.has(path)) : undefined;
    tree.set(path, found);
    return found;
  };

  const named = (groupId: string, artifactId: string): readonly PomSource[] => {
    index ??= indexByName(group.paths.filter((path) => baseName(path) === 'pom.xml').flatMap((path) => inTree(path) ?? []));
    return index.get(`${groupId}:${artifactId}`) ?? [];
  };

  return {
    inTree,
    named,
    diagnostics,
    published,
    relativeParent({ place }, parent) {
      if (place.root !== 'tree' || parent.relativePath === '') return undefined;
      const joined = joinPath(directoryOf(place.path), parent.relativePath.replaceAll('\\', '/'));
      if (joined === undefined) return undefined;
      const path = group.fs.stat(joined)?.kind === 'directory' ? (joined === '' ? 'pom.xml' : `${joined}/pom.xml`) : joined;
      const candidate = path === place.path ? undefined : inTree(path);
      return candidate !== undefined && isMeant(candidate.pom, parent) ? candidate : undefined;
    },
  };
}

function toSource(project: XmlElement, place: Place): PomSource {
  return { pom: toPom(project, place), place };
}

const CODE_OF_PROBLEM = { unreadable: 'file-unreadable', 'too-large': 'file-too-large', 'not-text': 'file-not-text' } as const;

function readPom(
  file: { path: string; text(): string; bytes(): Uint8Array },
  diagnostics: Diagnostic[],
  claimed: boolean,
): PomSource | undefined {
  try {
    const { value: project, problem } = readXml(file, 'manifest-unparsable');
    if (problem !== undefined) {
      // Others than the claimed files are only looked at for their names.
      if (claimed) diagnostics.push(problem);
      return undefined;
    }
    if (project.name === 'project') return toSource(project, { root: 'tree', path: file.path });
    if (claimed) {
      const message = `expected \`<project>\` at the top, found \`<${project.name}>\``;
      diagnostics.push(diagnostic('manifest-unparsable', message, { path: file.path, line: project.line }));
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    if (claimed) diagnostics.push(diagnostic(CODE_OF_PROBLEM[error.reason], error.message, { path: file.path }));
    return undefined;
  }
}

function indexByName(sources: readonly PomSource[]): ReadonlyMap<string, readonly PomSource[]> {
  const index = new Map<string, PomSource[]>();
  for (const source of sources) {
    const { groupId, parent, artifactId } = source.pom;
    const key = `${groupId ?? parent?.groupId ?? ''}:${artifactId ?? ''}`;
    const known = index.get(key);
    if (known === undefined) index.set(key, [source]);
    else known.push(source);
  }
  return index;
}

/**
 * The candidate has the names and the version that `<parent>` asks for (`DefaultModelBuilder.readParentLocally`). Versions
 * are compared as they are written; where one is an expression the names decide, for both stand in one build.
 */
export function isMeant(candidate: Pom, parent: ParentReference): boolean {
  if ((candidate.groupId ?? candidate.parent?.groupId) !== parent.groupId) return false;
  if (candidate.artifactId !== parent.artifactId) return false;
  const version = candidate.version ?? candidate.parent?.version ?? '';
  if (version === parent.version || version.includes('${') || parent.version.includes('${')) return true;
  const constraint = parseConstraint(parent.version);
  return constraint?.kind === 'hard' && satisfies(version, constraint);
}
