import type { Component } from '../../domain/component.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { childOf, childText, parseXml } from '../formats/xml.ts';
import { normaliseVersion } from './version.ts';

/** Unpacked packages in the repository, then NuGet's global packages folder. */
export const nugetLicensing: PackageLicensing = { locate, declared };

// `<id>/<version>/` in lower case, unpacked from a package whose hash was checked
function locate(component: Component, context: LocateContext): readonly PackageLocation[] {
  const cache = context.caches.get('nuget');
  if (cache === undefined || component.version === undefined) return context.installed;
  const path = `${component.name}/${component.version}`.toLowerCase();
  const found = cache.stat(path)?.kind === 'directory';
  return [...context.installed, ...(found ? [{ root: 'cache:nuget', path, format: 'directory' } as const] : [])];
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
