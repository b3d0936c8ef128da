/** One line of a Gradle lockfile. */
export interface LockedModule {
  readonly group: string;
  readonly name: string;
  readonly version: string;
  readonly configurations: readonly string[];
  readonly line: number;
}

export interface LockfileLines {
  readonly modules: readonly LockedModule[];
  /** Lines that are none of the format. */
  readonly strange: readonly number[];
}

/**
 * `group:name:version=configuration,configuration`; `empty=` names configurations without dependencies. Before Gradle 7
 * there was one file for each configuration, with the coordinates alone.
 */
export function parseLockfile(text: string, fileConfiguration?: string): LockfileLines {
  const modules: LockedModule[] = [];
  const strange: number[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || /^empty\s*=/.test(line)) continue;
    const [, group, name, version, listed] = /^([^:=\s]+):([^:=\s]+):([^:=\s]+)\s*(?:=(.*))?$/.exec(line) ?? [];
    if (
      group === undefined ||
      name === undefined ||
      version === undefined ||
      (listed === undefined && fileConfiguration === undefined)
    ) {
      strange.push(index + 1);
      continue;
    }
    const configurations = (listed ?? fileConfiguration ?? '').split(',').map((item) => item.trim());
    modules.push({ group, name, version, configurations: configurations.filter((item) => item !== ''), line: index + 1 });
  }
  return { modules, strange };
}
