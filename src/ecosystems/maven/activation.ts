import { childOf, childText, type XmlElement } from '../formats/xml.ts';
import { parseConstraint, satisfies } from './version-constraint.ts';

/** `<activation>` of a profile. Every condition that is there must hold (Maven 3.2.2 and later). */
export interface Activation {
  readonly activeByDefault: boolean;
  readonly jdk?: string;
  /** Asks for an operating system: never decided here. */
  readonly os: boolean;
  readonly property?: { readonly name: string; readonly value?: string };
  readonly file?: { readonly exists?: string; readonly missing?: string };
}

/** What a build is told on its command line (`.mvn/maven.config`). */
export interface BuildSettings {
  readonly properties: ReadonlyMap<string, string>;
  /** Ids given with `-P`; `!id` or `-id` switches off. */
  readonly activated: ReadonlySet<string>;
  readonly deactivated: ReadonlySet<string>;
}

export function toActivation(element: XmlElement | undefined): Activation {
  const property = childOf(element, 'property');
  const name = childText(property, 'name');
  const value = childText(property, 'value');
  const file = childOf(element, 'file');
  const jdk = childText(element, 'jdk');
  const [exists, missing] = [childText(file, 'exists'), childText(file, 'missing')];
  return {
    activeByDefault: childText(element, 'activeByDefault') === 'true',
    os: childOf(element, 'os') !== undefined,
    ...(jdk !== undefined && { jdk }),
    ...(name !== undefined && { property: { name, ...(value !== undefined && { value }) } }),
    ...((exists ?? missing) !== undefined && {
      file: { ...(exists !== undefined && { exists }), ...(missing !== undefined && { missing }) },
    }),
  };
}

/**
 * The profiles of one POM that are active in any build with these settings, whatever the machine. `activeByDefault`
 * counts when no other profile of the same POM is active (`DefaultProfileSelector` of Maven).
 */
export function activeProfiles<P extends { readonly id: string; readonly activation: Activation }>(
  profiles: readonly P[],
  settings: BuildSettings,
  exists: ((path: string) => boolean) | undefined,
): readonly P[] {
  const wanted = profiles.filter((profile) => !settings.deactivated.has(profile.id));
  const active = wanted.filter((profile) => settings.activated.has(profile.id) || holds(profile.activation, settings, exists));
  return active.length > 0 ? active : wanted.filter((profile) => profile.activation.activeByDefault);
}

/** Profiles that are active on some machines only, so that they are left out here. */
export function undecidedProfiles<P extends { readonly id: string; readonly activation: Activation }>(
  profiles: readonly P[],
  settings: BuildSettings,
): readonly P[] {
  return profiles.filter(({ id, activation: { os, jdk, property } }) => {
    if (settings.activated.has(id) || settings.deactivated.has(id)) return false;
    const isOfMachine = property !== undefined && OF_THE_MACHINE.test(property.name.replace(/^!/, ''));
    return os || isOfMachine || (jdk !== undefined && jdkHolds(jdk) === undefined);
  });
}

function holds(activation: Activation, settings: BuildSettings, exists: ((path: string) => boolean) | undefined): boolean {
  const { property, file, os, jdk } = activation;
  if (os || (property === undefined && file === undefined && jdk === undefined)) return false;
  if (jdk !== undefined && jdkHolds(jdk) !== true) return false;
  if (property !== undefined && !propertyHolds(property, settings.properties)) return false;
  if (file === undefined) return true;
  if (exists === undefined) return false; // a published POM: there is no directory to look into
  return file.exists === undefined ? !exists(file.missing ?? '') : exists(file.exists);
}

// Java versions that people build with; Maven 3.8 itself needs 7, and what is older builds nothing any more.
const JDKS = ['1.8.0', '9', '11', '17', '21', '25', '99'];

/** `[1.8,)` holds on all of them, `1.5` on none; of `[11,)` nothing can be said (`JdkVersionProfileActivator`). */
function jdkHolds(jdk: string): boolean | undefined {
  const constraint = /^[[(]|,/.test(jdk) ? parseConstraint(jdk) : undefined;
  const matches = (version: string): boolean => {
    if (constraint?.kind === 'hard') return satisfies(version, constraint);
    return jdk.startsWith('!') ? !version.startsWith(jdk.slice(1)) : version.startsWith(jdk);
  };
  const holding = JDKS.filter(matches).length;
  return holding === JDKS.length ? true : holding === 0 && !/^\d+$/.test(jdk) ? false : undefined;
}

// Names that the machine sets: neither their presence nor their absence is known.
const OF_THE_MACHINE = /^(?:env|java|javax|os|user|sun|jdk|file|path|line|awt|http|https|maven)\./;

function propertyHolds({ name, value }: { name: string; value?: string }, properties: ReadonlyMap<string, string>): boolean {
  const reversedName = name.startsWith('!');
  const key = reversedName ? name.slice(1) : name;
  const actual = properties.get(key);
  if (actual === undefined && OF_THE_MACHINE.test(key)) return false;
  if (value === undefined) return (actual !== undefined && actual !== '') !== reversedName;
  return value.startsWith('!') ? actual !== value.slice(1) : actual === value;
}
