import type { BuildSettings } from './activation.ts';
import type { Pom } from './pom.ts';

/** The names that `${…}` may hold, in the order of Maven 3 (`AbstractStringBasedModelInterpolator`). */
export function modelValues(
  pom: Pom,
  properties: ReadonlyMap<string, string>,
  settings: BuildSettings,
  isProject: boolean,
): (name: string) => string | undefined {
  const fields = fieldsOf(pom);
  return (name) => {
    const field = /^(?:project|pom)\.(.+)$/.exec(name)?.[1];
    const ofModel = field === undefined ? undefined : fields.get(field);
    if (ofModel !== undefined) return ofModel;
    // The command line wins over the properties of what is built, and fills gaps in what was published.
    const [first, second] = isProject ? [settings.properties, properties] : [properties, settings.properties];
    return first.get(name) ?? second.get(name) ?? fields.get(name);
  };
}

function fieldsOf({ parent, ...pom }: Pom): ReadonlyMap<string, string> {
  const pairs: [name: string, value: string | undefined][] = [
    ['groupId', pom.groupId ?? parent?.groupId],
    ['artifactId', pom.artifactId],
    ['version', pom.version ?? parent?.version],
    ['packaging', pom.packaging],
    ['description', pom.description],
    ['parent.groupId', parent?.groupId],
    ['parent.artifactId', parent?.artifactId],
    ['parent.version', parent?.version],
  ];
  return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
