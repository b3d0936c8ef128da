import { field, recordField, textField, type UnknownRecord } from '../formats/values.ts';

/** A library of a version catalog: something that build scripts may use, by its alias. */
export interface CatalogLibrary {
  /** As accessors see it: `commons-lang3`, `commons_lang3` and `commons.lang3` are one. */
  readonly alias: string;
  readonly group: string;
  readonly name: string;
  readonly version?: string;
  /** What is asked for when that is not one version. */
  readonly requirement?: string;
}

export interface VersionCatalog {
  readonly libraries: readonly CatalogLibrary[];
  readonly bundles: ReadonlyMap<string, readonly string[]>;
  /** Aliases whose entry makes no sense. */
  readonly strange: readonly string[];
}

export function toCatalog(root: UnknownRecord): VersionCatalog {
  const versions = recordField(root, 'versions');
  const libraries: CatalogLibrary[] = [];
  const strange: string[] = [];
  for (const [alias, entry] of Object.entries(recordField(root, 'libraries') ?? {})) {
    const library = toLibrary(normalAlias(alias), entry, versions);
    if (library === undefined) strange.push(alias);
    else libraries.push(library);
  }
  const bundles = Object.entries(recordField(root, 'bundles') ?? {}).map(([name, items]) => {
    const aliases = Array.isArray(items) ? items.filter((item): item is string => typeof item === 'string') : [];
    return [normalAlias(name), aliases.map(normalAlias)] as const;
  });
  return { libraries, bundles: new Map(bundles), strange };
}

export function normalAlias(alias: string): string {
  return alias.replaceAll(/[-_]/g, '.');
}

function toLibrary(alias: string, entry: unknown, versions: UnknownRecord | undefined): CatalogLibrary | undefined {
  if (typeof entry === 'string') {
    const [group, name, version, ...more] = entry.split(':').map((part) => part.trim());
    if (group === undefined || group === '' || name === undefined || name === '' || more.length > 0) return undefined;
    return { alias, group, name, ...(version !== undefined && version !== '' && exactly(version)) };
  }
  const [moduleGroup, moduleName] =
    textField(entry, 'module')
      ?.split(':')
      .map((part) => part.trim()) ?? [];
  const group = moduleGroup ?? textField(entry, 'group');
  const name = moduleName ?? textField(entry, 'name');
  if (group === undefined || group === '' || name === undefined || name === '') return undefined;
  return { alias, group, name, ...toVersion(field(entry, 'version'), versions) };
}

/** `"1.0"`, `{ ref = "name" }` or a rich version; a reference leads to a plain or a rich one. */
function toVersion(value: unknown, versions: UnknownRecord | undefined): { version?: string; requirement?: string } {
  if (typeof value === 'string') return exactly(value);
  const reference = textField(value, 'ref');
  if (reference !== undefined) {
    const target = field(versions, reference) ?? field(versions, normalAlias(reference));
    return textField(target, 'ref') === undefined ? toVersion(target, versions) : {};
  }
  // `prefer` decides within what `strictly` or `require` allow; without it these say the version themselves.
  const [strictly, required, preferred] = [textField(value, 'strictly'), textField(value, 'require'), textField(value, 'prefer')];
  const bound = strictly ?? required;
  if (bound === undefined) return preferred === undefined ? {} : exactly(preferred);
  const exact = exactly(bound);
  return exact.version === undefined && preferred !== undefined ? { ...exact, ...exactly(preferred) } : exact;
}

/** One version, unless it is a range, a prefix (`1.+`), a status (`latest.release`) or an expression. */
export function exactly(text: string): { version?: string; requirement?: string } {
  const trimmed = text.trim();
  const version = trimmed.endsWith('!!') ? trimmed.slice(0, -2) : trimmed; // short for `strictly`
  if (version === '') return {};
  const isOpen = /^[[\](]|[[\])]$|\+$|^latest\.|[$\s,]/.test(version);
  return isOpen ? { requirement: text } : { version };
}
