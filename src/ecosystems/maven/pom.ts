import { childOf, childrenOf, childText, type XmlElement } from '../formats/xml.ts';
import { toActivation, type Activation } from './activation.ts';

/** Where a POM stands. */
export interface Place {
  readonly root: 'tree' | `cache:${string}`;
  readonly path: string;
}

/** A POM as it is written: nothing inherited, nothing interpolated. */
export interface Pom extends PomBase {
  readonly parent?: ParentReference;
  readonly groupId?: string;
  readonly artifactId?: string;
  readonly version?: string;
  readonly packaging: string;
  readonly description?: string;
  readonly licenses: readonly PomLicense[];
  readonly profiles: readonly Profile[];
  readonly relocation?: Relocation;
  /** Line of `<artifactId>`, where a reader looks for the project. */
  readonly line: number;
}

/** What a project and a profile have in common (`ModelBase` of Maven). */
interface PomBase {
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly PomDependency[];
  readonly managed: readonly PomDependency[];
  readonly modules: readonly PomModule[];
}

interface PomModule {
  readonly path: string;
  readonly line: number;
}

export interface Profile extends PomBase {
  readonly id: string;
  readonly activation: Activation;
  readonly line: number;
}

export interface ParentReference {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  /** `''` when the element is there and empty: never look in the tree. */
  readonly relativePath: string;
}

export interface PomDependency {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version?: string;
  readonly type: string;
  readonly classifier?: string;
  readonly scope?: string;
  readonly optional?: string;
  readonly exclusions: readonly Exclusion[];
  /** The POM it stands in, and where. */
  readonly place: Place;
  readonly line: number;
}

export interface Exclusion {
  readonly groupId: string;
  readonly artifactId: string;
}

interface PomLicense {
  readonly name?: string;
  readonly url?: string;
  readonly line: number;
}

export interface Relocation {
  readonly groupId?: string;
  readonly artifactId?: string;
  readonly version?: string;
}

/** Reads `<project>`; `place` is kept with what it declares. */
export function toPom(project: XmlElement, place: Place): Pom {
  const parent = toParent(childOf(project, 'parent'));
  const relocation = childOf(childOf(project, 'distributionManagement'), 'relocation');
  return {
    ...toBase(project, place),
    ...(parent !== undefined && { parent }),
    ...texts(project, ['groupId', 'artifactId', 'version', 'description']),
    packaging: childText(project, 'packaging') ?? 'jar',
    licenses: childrenOf(childOf(project, 'licenses'), 'license').map((license) => ({
      ...texts(license, ['name', 'url']),
      line: license.line,
    })),
    profiles: childrenOf(childOf(project, 'profiles'), 'profile').map((profile) => ({
      ...toBase(profile, place),
      id: childText(profile, 'id') ?? 'default',
      activation: toActivation(childOf(profile, 'activation')),
      line: profile.line,
    })),
    ...(relocation !== undefined && { relocation: texts(relocation, ['groupId', 'artifactId', 'version']) }),
    line: (childOf(project, 'artifactId') ?? project).line,
  };
}

function toBase(element: XmlElement, place: Place): PomBase {
  const properties = childOf(element, 'properties')?.children ?? [];
  return {
    properties: new Map(properties.map((property) => [property.name, property.text.trim()])),
    dependencies: toDependencies(element, place),
    managed: toDependencies(childOf(element, 'dependencyManagement'), place),
    modules: childrenOf(childOf(element, 'modules'), 'module').flatMap((module) => {
      const text = module.text.trim();
      return text === '' ? [] : [{ path: text, line: module.line }];
    }),
  };
}

function toDependencies(element: XmlElement | undefined, place: Place): PomDependency[] {
  return childrenOf(childOf(element, 'dependencies'), 'dependency').map((dependency) => ({
    groupId: childText(dependency, 'groupId') ?? '',
    artifactId: childText(dependency, 'artifactId') ?? '',
    type: childText(dependency, 'type') ?? 'jar',
    ...texts(dependency, ['version', 'classifier', 'scope', 'optional']),
    exclusions: childrenOf(childOf(dependency, 'exclusions'), 'exclusion').map((exclusion) => ({
      groupId: childText(exclusion, 'groupId') ?? '',
      artifactId: childText(exclusion, 'artifactId') ?? '',
    })),
    place,
    line: dependency.line,
  }));
}

// A `<parent>` without coordinates names nothing (`validateRawModel` of Maven refuses it).
function toParent(element: XmlElement | undefined): ParentReference | undefined {
  const [groupId, artifactId] = [childText(element, 'groupId'), childText(element, 'artifactId')];
  if (groupId === undefined || artifactId === undefined) return undefined;
  const relativePath = childOf(element, 'relativePath')?.text.trim() ?? '../pom.xml';
  return { groupId, artifactId, version: childText(element, 'version') ?? '', relativePath };
}

function texts<K extends string>(element: XmlElement, names: readonly K[]): { readonly [P in K]?: string } {
  const found = names.flatMap((name) => {
    const text = childText(element, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(found) as { [P in K]?: string };
}

/** Key by which declarations of one artifact replace each other (`Dependency.getManagementKey`). */
export function managementKey(dependency: Pick<PomDependency, 'groupId' | 'artifactId' | 'type' | 'classifier'>): string {
  const { groupId, artifactId, type, classifier } = dependency;
  return `${groupId}:${artifactId}:${type}${classifier === undefined ? '' : `:${classifier}`}`;
}
