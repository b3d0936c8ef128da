import type { RawLicense } from '../../domain/license.ts';
import { textField } from '../../domain/values.ts';
import { readJson } from './json.ts';

/** What a folder's own files say of the copy in it. */
export interface About {
  readonly name?: string;
  readonly version?: string;
  readonly url?: string;
  readonly revision?: string;
  readonly licenses: readonly RawLicense[];
  /** The file that says so. */
  readonly file: string;
  /** A package of this purl type by its own manifest. */
  readonly packageType?: 'npm' | 'cargo';
}

const NONE = /^(?:n\/?a|unknown|none|head|-|0)?$/i;

/**
 * `README.chromium`: `Key: value` lines up to the description (chromium.googlesource.com/chromium/src/+/main/docs/adding_to_third_party.md).
 */
export function readReadmeChromium(file: string, text: string): About {
  const fields = new Map<string, { value: string; line: number }>();
  for (const [index, line] of text.split(/\r?\n/).slice(0, 60).entries()) {
    if (/^description:/i.test(line)) break;
    const [, key, value = ''] = /^([A-Za-z][A-Za-z -]{1,40}):\s*(\S.{0,400})?$/.exec(line) ?? [];
    if (key !== undefined && !fields.has(key.toLowerCase()))
      fields.set(key.toLowerCase(), { value: value.trim(), line: index + 1 });
  }
  const value = (key: string): string | undefined => {
    const found = fields.get(key)?.value ?? '';
    return NONE.test(found) ? undefined : found;
  };
  const license = fields.get('license');
  const name = value('name') ?? value('short name');
  const version = value('version');
  const url = value('url');
  const revision = value('revision');
  return {
    file,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(url !== undefined && /^https?:\/\//.test(url) && { url: url.split(/[\s,]/)[0] ?? url }),
    ...(revision !== undefined && { revision }),
    licenses: license === undefined || NONE.test(license.value) ? [] : [claim(license.value, file, license.line)],
  };
}

/** `METADATA` of Google's trees: a text protocol buffer with `name` and a `third_party` block; `undefined` for other files of the name. */
export function readMetadata(file: string, text: string): About | undefined {
  if (!/^\s*third_party\s*:?\s*\{/m.test(text)) return undefined;
  const value = (key: string): string | undefined => new RegExp(`^\\s*${key}:\\s*"([^"\\n]{1,300})"`, 'm').exec(text)?.[1];
  const url = /url\s*\{[^}]*?\bvalue:\s*"([^"\n]{1,300})"/.exec(text)?.[1];
  const name = value('name');
  const version = value('version');
  return {
    file,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(url !== undefined && { url }),
    licenses: [],
  };
}

/** `package.json` with a name and a version: the copy is a release of that package, or began as one. */
export function readPackageJson(file: string, text: string): About | undefined {
  const value = readJson(text);
  const name = textField(value, 'name');
  const version = textField(value, 'version');
  if (name === undefined || version === undefined || version === '0.0.0') return undefined;
  const license = textField(value, 'license');
  return { file, name, version, packageType: 'npm', licenses: license === undefined ? [] : [claim(license, file)] };
}

function claim(raw: string, path: string, line?: number): RawLicense {
  return {
    method: 'manifest-field',
    raw: raw.slice(0, 500),
    location: { root: 'tree', path, ...(line !== undefined && { lines: [line, line] as const }) },
  };
}
