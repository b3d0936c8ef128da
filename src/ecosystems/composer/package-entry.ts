import type { Hash, Origin } from '../../domain/component.ts';
import type { LicenseLocation, LicenseMethod, RawLicense } from '../../domain/license.ts';
import { vcsOrigin, withoutCredentials } from '../formats/source-url.ts';
import { field, isRecord, recordField, textEntries, textField } from '../formats/values.ts';

/** One package of a composer.lock or of an installed.json: both write what the package's composer.json says, and more. */
export interface PackageEntry {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly require: readonly Requirement[];
  /** Names it stands for: what it replaces and what it provides. */
  readonly standsFor: readonly string[];
  readonly source?: { readonly type: string; readonly url: string; readonly reference?: string };
  readonly dist?: { readonly type: string; readonly url: string; readonly reference?: string; readonly shasum?: string };
  /** Where a registry wants installations reported; packages of other repositories have none. */
  readonly notificationUrl?: string;
  readonly license: readonly string[];
  /** Of an installed.json, relative to its folder. */
  readonly installPath?: string;
}

export interface Requirement {
  readonly name: string;
  readonly requirement: string;
}

/** `undefined` for what is not a package with a name and a version. */
export function readPackageEntry(value: unknown): PackageEntry | undefined {
  const [name, version] = [textField(value, 'name'), textField(value, 'version')];
  if (!isRecord(value) || name === undefined || version === undefined || version === '') return undefined;
  const [source, dist] = [recordField(value, 'source'), recordField(value, 'dist')];
  const [description, notificationUrl] = [textField(value, 'description'), textField(value, 'notification-url')];
  const installPath = textField(value, 'install-path');
  const from = { ...place(source), ...optional('reference', textField(source, 'reference')) };
  const archive = { ...place(dist), ...optional('reference', textField(dist, 'reference')) };
  const shasum = textField(dist, 'shasum');
  return {
    name,
    version,
    ...optional('description', description),
    require: readRequirements(value, 'require'),
    standsFor: ['replace', 'provide'].flatMap((key) => textEntries(value, key).map(([other]) => other.toLowerCase())),
    ...(from.url !== undefined && { source: { ...from, url: from.url } }),
    ...(archive.url !== undefined && { dist: { ...archive, url: archive.url, ...optional('shasum', shasum) } }),
    ...optional('notificationUrl', notificationUrl),
    license: readLicenseNames(value),
    ...optional('installPath', installPath),
  };
}

export function readRequirements(value: unknown, key: string): Requirement[] {
  return textEntries(value, key).map(([name, requirement]) => ({ name, requirement }));
}

/** `license` is a text or a list of texts; a list is a choice (getcomposer.org/doc/04-schema.md#license). */
function readLicenseNames(value: unknown): string[] {
  const license = field(value, 'license');
  const all: readonly unknown[] = Array.isArray(license) ? license : [license];
  return all.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

export function readLicenses(value: unknown, location: LicenseLocation, method: LicenseMethod): RawLicense[] {
  return toRawLicenses(readLicenseNames(value), location, method);
}

export function toRawLicenses(names: readonly string[], location: LicenseLocation, method: LicenseMethod): RawLicense[] {
  if (names.length === 0) return [];
  return [{ method, raw: names.join(', '), ...(names.length > 1 && { list: names }), location }];
}

/** `dist.shasum` is the sha1 of the archive; GitHub's archives have an empty one, since they are made on demand. */
export function entryHashes({ dist }: PackageEntry): Hash[] {
  const shasum = dist?.shasum ?? '';
  return /^[0-9a-f]{40}$/i.test(shasum) ? [{ algorithm: 'SHA-1', value: shasum.toLowerCase() }] : [];
}

export function entryOrigins({ dist, source }: PackageEntry): Origin[] {
  const archive: Origin[] = dist === undefined || dist.type === 'path' ? [] : [downloadOf(dist.url)];
  return source === undefined || source.type === 'path' ? archive : [...archive, vcsOrigin(source.url, source.reference)];
}

function downloadOf(url: string): Origin {
  return { kind: 'download', url: withoutCredentials(url) };
}

function place(value: unknown): { readonly type: string; readonly url: string | undefined } {
  const url = textField(value, 'url');
  return { type: textField(value, 'type') ?? '', url: url === '' ? undefined : url };
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { readonly [P in K]: string });
}
