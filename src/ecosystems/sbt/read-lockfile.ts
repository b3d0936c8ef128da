import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Hash } from '../../domain/component.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import { sortScopes } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { field, listField, textField } from '../formats/values.ts';
import { mavenPurl } from '../maven/artifact-type.ts';
import { withPublishedFacts } from '../maven/published-facts.ts';
import { configurationScope } from './configuration-scope.ts';
import { sbtProject } from './project.ts';

/** Reads `build.sbt.lock` of sbt-dependency-lock: exact versions by configuration, with checksums; no edges. */
export const sbtLockReader: Reader = {
  id: 'sbt-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['*.sbt.lock'],
  group: 'file',
  read: ofOneFile(readSbtLock),
};

function readSbtLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 1 });
  if (problem !== undefined) return unreadable(problem);
  const entries = listField(value.root, 'dependencies');
  if (entries === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'no list `dependencies`', { path: file.path, line: 1 }));
  }
  const version = field(value.root, 'lockVersion');
  if (typeof version === 'number' && version > 1) {
    const message = `lock version \`${version}\` is newer than what we read (1)`;
    return unreadable(diagnostic('lockfile-version-unsupported', message, { path: file.path, line: 1 }));
  }
  const project = { ...sbtProject(directoryOf(file.path), group.fs), lockfile: file.path, occurrences: [{ path: file.path }] };
  const lines = entryLines(file.text());
  const packages = new Map<string, ThirdPartyPackage>();
  const problems: Diagnostic[] = [...value.diagnostics];
  for (const [index, entry] of entries.entries()) {
    const line = lines[index];
    const made = toPackage(entry, { path: file.path, ...(line !== undefined && { line }) }, project.key);
    if (made === undefined) {
      const message = `dependency ${index + 1} has no organization, name and version`;
      problems.push(diagnostic('lockfile-entry-invalid', message, { path: file.path, line }));
    } else if (!packages.has(made.key)) packages.set(made.key, made);
  }
  const facts = withPublishedFacts([...packages.values()], group);
  const covers = project.manifest === undefined ? [] : [project.manifest];
  return { packages: [project, ...facts.packages], edges: facts.edges, diagnostics: problems, covers };
}

function toPackage(entry: unknown, place: { path: string; line?: number }, project: string): ThirdPartyPackage | undefined {
  const [groupId, artifactId, version] = [textField(entry, 'org'), textField(entry, 'name'), textField(entry, 'version')];
  if (groupId === undefined || artifactId === undefined || version === undefined || version === '') return undefined;
  const purl = mavenPurl({ groupId, artifactId, extension: 'jar', classifier: '' }, version);
  if (purl === undefined) return undefined;
  const configurations = (listField(entry, 'configurations') ?? []).filter((item): item is string => typeof item === 'string');
  const scopes = sortScopes(configurations.map(configurationScope));
  const hashes = artifactHashes(entry, artifactId);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${groupId}:${artifactId}`,
    resolution: 'locked',
    occurrences: [place],
    ...(hashes.length > 0 && { hashes }),
    stated: { project, scopes: scopes.length === 0 ? ['unknown'] : scopes },
  };
}

// An artifact is named as its file without the version: `commons-lang3.jar`; others are sources, native parts, …
function artifactHashes(entry: unknown, name: string): Hash[] {
  const artifacts = listField(entry, 'artifacts') ?? [];
  const main =
    artifacts.find((artifact) => textField(artifact, 'name') === `${name}.jar`) ??
    (artifacts.length === 1 ? artifacts[0] : undefined);
  const [, kind, value = ''] = /^(sha1|sha256|md5):([0-9a-f]+)$/i.exec(textField(main, 'hash') ?? '') ?? [];
  if (kind === 'sha1' && value.length === 40) return [{ algorithm: 'SHA-1', value: value.toLowerCase() }];
  if (kind === 'sha256' && value.length === 64) return [{ algorithm: 'SHA-256', value: value.toLowerCase() }];
  return kind === 'md5' && value.length === 32 ? [{ algorithm: 'MD5', value: value.toLowerCase() }] : [];
}

// `"org"` stands once in each entry, in order.
function entryLines(text: string): number[] {
  return text.split('\n').flatMap((line, index) => [...line.matchAll(/"org"\s*:/g)].map(() => index + 1));
}
