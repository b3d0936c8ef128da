/** Values of MSBuild properties as far as the files of the repository give them. Names are not case-sensitive. */
export interface Properties {
  set(name: string, value: string, file?: string): void;
  /** One possible value more: it is set under a condition that only a build could decide. */
  maybe(name: string, value: string): void;
  /** The value, `undefined` when nothing sets it or several are possible. */
  get(name: string): string | undefined;
  isKnown(name: string): boolean;
  /** The file that set it. */
  fileOf(name: string): string | undefined;
  /** Replaces `$(Name)`; what is not known stays as it is written. */
  expand(text: string): string;
}

const REFERENCE = /\$\(\s*([A-Za-z_][\w.-]*)\s*\)/g;
const LONGEST = 4096;

export function makeProperties(initial: Readonly<Record<string, string>>): Properties {
  const values = new Map<string, readonly string[]>();
  const files = new Map<string, string>();
  const properties: Properties = {
    set(name, value, file) {
      values.set(name.toLowerCase(), [properties.expand(value)]);
      if (file !== undefined) files.set(name.toLowerCase(), file);
    },
    maybe(name, value) {
      const known = values.get(name.toLowerCase()) ?? [];
      const expanded = properties.expand(value);
      if (!known.includes(expanded) && known.length < 8) values.set(name.toLowerCase(), [...known, expanded]);
    },
    get(name) {
      const known = values.get(name.toLowerCase());
      return known?.length === 1 ? known[0] : undefined;
    },
    fileOf: (name) => files.get(name.toLowerCase()),
    isKnown: (name) => values.has(name.toLowerCase()),
    // values are expanded when they are set, as MSBuild does, so one pass is enough
    expand: (text) => text.replaceAll(REFERENCE, (whole, name: string) => properties.get(name) ?? whole).slice(0, LONGEST),
  };
  for (const [name, value] of Object.entries(initial)) properties.set(name, value);
  return properties;
}
