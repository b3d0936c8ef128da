import { childOf, childText, type XmlElement } from '../formats/xml.ts';

/** `<activation>` of a profile. Every condition that is there must hold (Maven 3.2.2 and later). */
export interface Activation {
  readonly activeByDefault: boolean;
  /** Depends on the machine that builds: never decided here. */
  readonly machine: boolean;
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
  const [exists, missing] = [childText(file, 'exists'), childText(file, 'missing')];
  return {
    activeByDefault: childText(element, 'activeByDefault') === 'true',
    machine: childText(element, 'jdk') !== undefined || childOf(element, 'os') !== undefined,
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

function holds(activation: Activation, settings: BuildSettings, exists: ((path: string) => boolean) | undefined): boolean {
  const { property, file, machine } = activation;
  if (machine || (property === undefined && file === undefined)) return false;
  if (property !== undefined && !propertyHolds(property, settings.properties)) return false;
  if (file === undefined) return true;
  if (exists === undefined) return false; // a published POM: there is no directory to look into
  return file.exists === undefined ? !exists(file.missing ?? '') : exists(file.exists);
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
