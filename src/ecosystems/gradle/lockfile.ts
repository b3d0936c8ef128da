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
  /** All that are locked, also those without a module. */
  readonly configurations: ReadonlySet<string>;
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
  // Most lines name the same few lists.
  const lists = new Map<string, readonly string[]>();
  const configurations = new Set<string>(fileConfiguration === undefined ? [] : [fileConfiguration]);
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (/^empty\s*=/.test(line)) {
      for (const name of namesIn(line.slice(line.indexOf('=') + 1))) configurations.add(name);
      continue;
    }
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
    const list = listed ?? fileConfiguration ?? '';
    const own = lists.get(list) ?? namesIn(list);
    if (!lists.has(list)) for (const item of own) configurations.add(item);
    lists.set(list, own);
    modules.push({ group, name, version, configurations: own, line: index + 1 });
  }
  return { modules, configurations, strange };
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
