import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { Scope } from '../../domain/scope.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Ecosystem, Reader } from '../ecosystem.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../formats/xml.ts';
import { mavenPurl } from '../maven/artifact-type.ts';

/** Reads `ivy.xml`: what the module asks for. Which versions of their dependencies come with it, Ivy finds out. */
const ivyReader: Reader = {
  id: 'ivy-module',
  version: 1,
  kind: 'manifest',
  claims: ['ivy.xml'],
  group: 'file',
  read: ofOneFile(readIvy),
};

/** Java packages, resolved by Apache Ivy. */
export const ivy: Ecosystem = {
  id: 'ivy',
  title: 'Ivy (Java)',
  purlTypes: ['maven'],
  readers: [ivyReader],
  capabilities: { graph: 'direct', scopes: true, hashes: false, origins: false, workspaces: false, licenses: ['manifest'] },
};

function readIvy(file: ClaimedFile): ReadResult {
  const { value: root, problem } = readXml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  if (root.name !== 'ivy-module') {
    const message = `expected \`<ivy-module>\` at the top, found \`<${root.name}>\``;
    return unreadable(diagnostic('manifest-unparsable', message, { path: file.path, line: root.line }));
  }
  const info = childOf(root, 'info');
  const project = toProject(info, file.path);
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const edges: LockedEdge[] = [];
  const problems: Diagnostic[] = [];
  const list = childOf(root, 'dependencies');
  const organisation = info?.attributes.get('organisation');
  for (const dependency of childrenOf(list, 'dependency')) {
    const where = { path: file.path, line: dependency.line };
    const made = toPackage(dependency, organisation, where);
    if (made === undefined) {
      problems.push(diagnostic('manifest-entry-invalid', 'a dependency without organisation and name', where));
      continue;
    }
    if (!packages.has(made.key)) packages.set(made.key, made);
    const defaults = list?.attributes.get('defaultconf') ?? list?.attributes.get('defaultconfmapping');
    const scope = toScope(dependency.attributes.get('conf') ?? defaults ?? '');
    edges.push({
      from: project.key,
      to: made.key,
      scope,
      ...(made.requirement !== undefined && { requirement: made.requirement }),
    });
  }
  if (edges.length > 0) {
    const message = 'only what the module itself names is known, not what that needs';
    problems.push(diagnostic('dependency-graph-incomplete', message, { path: file.path }));
  }
  return { packages: [...packages.values()], edges, diagnostics: problems };
}

function toProject(info: XmlElement | undefined, path: string): Extract<LockedPackage, { kind: 'first-party' }> {
  const version = literal(info?.attributes.get('revision'));
  const licenses = childrenOf(info, 'license').flatMap((license) => {
    const raw = license.attributes.get('name') ?? license.attributes.get('url');
    return raw === undefined || raw === ''
      ? []
      : [{ raw, line: license.line, isUrl: license.attributes.get('name') === undefined }];
  });
  const list = licenses.map((license) => license.raw);
  const lines = [licenses[0]?.line ?? 1, licenses.at(-1)?.line ?? 1] as const;
  return {
    kind: 'first-party',
    key: path,
    path: directoryOf(path),
    name: info?.attributes.get('module') ?? 'root',
    ...(version !== undefined && { version }),
    type: 'library',
    manifest: path,
    occurrences: [{ path, ...(info !== undefined && { line: info.line }) }],
    licenses:
      list.length === 0
        ? []
        : [
            {
              method: licenses.every(({ isUrl }) => isUrl) ? 'license-url' : 'manifest-field',
              raw: list.join(', '),
              ...(list.length > 1 && { list }),
              location: { root: 'tree', path, lines },
            },
          ],
  };
}

function toPackage(
  dependency: XmlElement,
  organisation: string | undefined,
  place: { path: string; line: number },
): Extract<LockedPackage, { kind: 'third-party' }> | undefined {
  // Without `org` it is of the module's own organisation.
  const groupId = literal(dependency.attributes.get('org') ?? organisation);
  const artifactId = literal(dependency.attributes.get('name'));
  if (groupId === undefined || artifactId === undefined) return undefined;
  const revision = dependency.attributes.get('rev');
  const version = revision !== undefined && isExact(revision) ? literal(revision) : undefined;
  const purl = mavenPurl({ groupId, artifactId, extension: 'jar', classifier: '' }, version);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${groupId}:${artifactId}`,
    resolution: version === undefined ? 'declared' : 'locked',
    occurrences: [place],
    ...(version === undefined && revision !== undefined && revision !== '' && { requirement: revision }),
  };
}

// `latest.integration`, `1.+` and ranges are asked of a repository.
function isExact(revision: string): boolean {
  return !/^latest\.|\+$|^working@|^[[\](].*[[\])]$/.test(revision.trim());
}

// `conf="test->default"`, `conf="compile,test"`: the left side says which configuration of this module it is for.
function toScope(conf: string): Scope {
  const own = conf.split(/[;,]/).map((item) => item.split('->')[0]?.trim() ?? '');
  const names = own.filter((name) => name !== '');
  if (names.length === 0) return 'runtime';
  if (names.every((name) => /test/i.test(name))) return 'test';
  if (names.every((name) => name === 'provided')) return 'provided';
  if (names.every((name) => name === 'optional')) return 'optional';
  return names.every((name) => /^(?:javadoc|docs?|sources?|build|ant|checkstyle|findbugs|pmd|cobertura|jacoco)$/i.test(name))
    ? 'dev'
    : 'runtime';
}

function literal(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' || trimmed.includes('${') ? undefined : trimmed;
}
