import type { Component } from '../../domain/component.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { readableText } from '../formats/readable-text.ts';
import { childOf, childText, parseXml } from '../formats/xml.ts';
import { normaliseVersion } from './version.ts';

/** Unpacked packages in the repository, then NuGet's global packages folder. */
export const nugetLicensing: PackageLicensing = { locate, declared };

// `<id>/<version>/` in lower case. The lockfile's hash leaves the signature of the package out, so it is not that of the
// archive; NuGet writes it beside (NuGet.Packaging NupkgMetadataFile, `contentHash`).
function locate(component: Component, context: LocateContext): readonly PackageLocation[] {
  const cache = context.caches.get('nuget');
  if (cache === undefined || component.version === undefined) return context.installed;
  const path = `${component.name}/${component.version}`.toLowerCase();
  if (cache.stat(path)?.kind !== 'directory') return context.installed;
  const value = contentHash(readableText(cache, `${path}/.nupkg.metadata`));
  const check = value === undefined ? undefined : ({ kind: 'stated', hashes: [{ algorithm: 'SHA-512', value }] } as const);
  return [...context.installed, { root: 'cache:nuget', path, format: 'directory', ...(check && { check }) }];
}

function contentHash(text: string | undefined): string | undefined {
  const base64 = /"contentHash"\s*:\s*"([A-Za-z0-9+/]{86}==)"/.exec(text ?? '')?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const path = (await files.list()).find((name) => /^[^/]+\.nuspec$/i.test(name));
  const text = path === undefined ? undefined : await files.text(path);
  if (path === undefined || text === undefined) return undefined;
  const parsed = parseXml(text);
  const metadata = 'reason' in parsed ? undefined : childOf(parsed, 'metadata');
  if (metadata === undefined) return undefined;
  const [name, version] = [childText(metadata, 'id'), childText(metadata, 'version')];
  const normal = version === undefined ? undefined : (normaliseVersion(version) ?? version);
  const full = location.format === 'directory' ? `${location.path}/${path}` : `${location.path}!/${path}`;
  const at = (line: number): RawLicense['location'] => ({ root: location.root, path: full, lines: [line, line] });
  const license = childOf(metadata, 'license');
  const url = childOf(metadata, 'licenseUrl');
  const expression = license?.text.trim() ?? '';
  const address = url?.text.trim() ?? '';
  // `<license type="file">` names a text, which is found among the package's files; the URL beside a license is only for old clients.
  const licenses: RawLicense[] =
    license !== undefined
      ? license.attributes.get('type') === 'expression' && expression !== ''
        ? [{ method: 'manifest-field', raw: expression, location: at(license.line) }]
        : []
      : url !== undefined && address !== '' && !/aka\.ms\/deprecateLicenseUrl/i.test(address)
        ? [{ method: 'license-url', raw: address, location: at(url.line) }]
        : [];
  return { ...(name !== undefined && { name }), ...(normal !== undefined && { version: normal }), licenses };
}
