import { makePurl, type Purl } from '../../domain/purl.ts';

/** What a `<type>` means for the file (Maven's default artifact handlers, `MavenRepositorySystemUtils`). */
interface ArtifactType {
  readonly extension: string;
  readonly classifier?: string;
  /** The archive holds its dependencies, so they are not dependencies of whoever needs it (`FatArtifactTraverser`). */
  readonly selfContained?: true;
}

const TYPES: ReadonlyMap<string, ArtifactType> = new Map<string, ArtifactType>([
  ['maven-plugin', { extension: 'jar' }],
  ['ejb', { extension: 'jar' }],
  ['ejb-client', { extension: 'jar', classifier: 'client' }],
  ['test-jar', { extension: 'jar', classifier: 'tests' }],
  ['javadoc', { extension: 'jar', classifier: 'javadoc' }],
  ['java-source', { extension: 'jar', classifier: 'sources' }],
  ['war', { extension: 'war', selfContained: true }],
  ['ear', { extension: 'ear', selfContained: true }],
  ['rar', { extension: 'rar', selfContained: true }],
  ['par', { extension: 'par', selfContained: true }],
]);

/** A type that nobody registered is its own extension. */
export function artifactType(type: string): ArtifactType {
  return TYPES.get(type) ?? { extension: type };
}

export interface ArtifactName {
  readonly groupId: string;
  readonly artifactId: string;
  readonly extension: string;
  readonly classifier: string;
}

/** The file that a dependency names, without its version: of each, a build has one version. */
export function artifactName(item: { groupId: string; artifactId: string; type: string; classifier?: string }): ArtifactName {
  const { extension, classifier } = artifactType(item.type);
  return {
    groupId: item.groupId,
    artifactId: item.artifactId,
    extension,
    classifier: item.classifier ?? classifier ?? '',
  };
}

export function artifactId(name: ArtifactName): string {
  return `${name.groupId}:${name.artifactId}:${name.extension}:${name.classifier}`;
}

/** `pkg:maven/group/artifact@version?classifier=…&type=…`; a plain jar has no qualifiers. */
export function mavenPurl(name: ArtifactName, version: string | undefined): Purl | undefined {
  return makePurl({
    type: 'maven',
    namespace: name.groupId,
    name: name.artifactId,
    version,
    qualifiers: {
      classifier: name.classifier === '' ? undefined : name.classifier,
      type: name.extension === 'jar' ? undefined : name.extension,
    },
  });
}
