import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Hash } from '../../domain/component.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../formats/xml.ts';
import { mavenPurl } from '../maven/artifact-type.ts';

/**
 * Reads the checksums by which Gradle verifies what it downloads (`gradle/verification-metadata.xml`). Which project uses
 * what, and how, is not in the file.
 */
export const gradleVerificationReader: Reader = {
  id: 'gradle-verification-metadata',
  version: 1,
  kind: 'lockfile',
  claims: ['gradle/verification-metadata.xml'],
  group: 'file',
  read: ofOneFile(readMetadata),
};

function readMetadata(file: ClaimedFile): ReadResult {
  const { value: root, problem } = readXml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  if (root.name !== 'verification-metadata') {
    const message = `expected \`<verification-metadata>\` at the top, found \`<${root.name}>\``;
    return unreadable(diagnostic('lockfile-unparsable', message, { path: file.path, line: root.line }));
  }
  const packages = new Map<string, ThirdPartyPackage>();
  const problems: Diagnostic[] = [];
  for (const component of childrenOf(childOf(root, 'components'), 'component')) {
    const made = toPackage(component, file.path);
    if (made === undefined) {
      const where = { path: file.path, line: component.line };
      problems.push(diagnostic('lockfile-entry-invalid', 'a component without group, name and version', where));
    } else if (!packages.has(made.key)) packages.set(made.key, made);
  }
  return { packages: [...packages.values()], edges: [], diagnostics: problems };
}

function toPackage(component: XmlElement, path: string): ThirdPartyPackage | undefined {
  const [groupId = '', artifactId = '', version = ''] = ['group', 'name', 'version'].map((name) =>
    component.attributes.get(name)?.trim(),
  );
  if (groupId === '' || artifactId === '' || version === '') return undefined;
  const purl = mavenPurl({ groupId, artifactId, extension: 'jar', classifier: '' }, version);
  if (purl === undefined) return undefined;
  const hashes = mainHashes(childrenOf(component, 'artifact'), `${artifactId}-${version}`);
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name: `${groupId}:${artifactId}`,
    resolution: 'locked',
    occurrences: [{ path, line: component.line }],
    ...(hashes.length > 0 && { hashes }),
    // Several checksums of one kind are alternatives: `<also-trust>`.
    ...(hasSeveralOfOneKind(hashes) && { properties: { 'licet:hashes': 'any-of' } }),
  };
}

// Of the jar, or of what else the component is. Metadata files (`.pom`, `.module`) are not what is used.
function mainHashes(artifacts: readonly XmlElement[], base: string): Hash[] {
  const nameOf = (artifact: XmlElement): string => artifact.attributes.get('name') ?? '';
  const main =
    artifacts.find((artifact) => nameOf(artifact) === `${base}.jar`) ??
    artifacts.find((artifact) => nameOf(artifact).startsWith(`${base}.`) && !/\.(?:pom|module)$/.test(nameOf(artifact)));
  return (main?.children ?? []).flatMap((checksum) => {
    const trusted = childrenOf(checksum, 'also-trust').map((item) => item.attributes.get('value'));
    return [checksum.attributes.get('value'), ...trusted].flatMap((value) => toHash(checksum.name, value) ?? []);
  });
}

const ALGORITHMS = {
  md5: ['MD5', 32],
  sha1: ['SHA-1', 40],
  sha256: ['SHA-256', 64],
  sha512: ['SHA-512', 128],
} as const;

function toHash(kind: string, value: string | undefined): Hash | undefined {
  if (value === undefined || !Object.hasOwn(ALGORITHMS, kind)) return undefined;
  const [algorithm, length] = ALGORITHMS[kind as keyof typeof ALGORITHMS];
  const hex = value.trim().toLowerCase();
  return hex.length === length && /^[0-9a-f]+$/.test(hex) ? { algorithm, value: hex } : undefined;
}

function hasSeveralOfOneKind(hashes: readonly Hash[]): boolean {
  return new Set(hashes.map((hash) => hash.algorithm)).size < hashes.length;
}
