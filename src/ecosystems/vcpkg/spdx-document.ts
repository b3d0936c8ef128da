import type { Hash, Origin } from '../../domain/component.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { indexLines } from '../formats/line-index.ts';
import { readJson } from '../formats/json.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { listField, textField } from '../formats/values.ts';
import { vcsOrigin } from '../formats/vcs-source.ts';
import { portPurl } from './port-purl.ts';
import { splitPortVersion } from './vcpkg-json.ts';

/** An installed port as its `share/<port>/vcpkg.spdx.json` describes it. */
export interface InstalledPort {
  readonly name: string;
  readonly item: ThirdPartyPackage;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the SPDX document that vcpkg writes for each port: the port itself, and the sources it was built from. */
export function readInstalledPort(file: ClaimedFile): InstalledPort | Diagnostic {
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 1 });
  if (problem !== undefined) return problem;
  const entries = listField(value.root, 'packages') ?? [];
  const port = entries.find((entry) => textField(entry, 'SPDXID') === 'SPDXRef-port');
  const [name, written] = [textField(port, 'name'), textField(port, 'versionInfo')];
  const version = written === undefined ? undefined : splitPortVersion(written);
  const location = textField(port, 'downloadLocation');
  const purl = name === undefined || version === undefined ? undefined : portPurl(name, version, registryOf(location));
  if (name === undefined || purl === undefined)
    return diagnostic('manifest-unparsable', 'no package `SPDXRef-port` with name and version', { path, line: 1 });
  const lines = indexLines(file.text(), /"(licenseConcluded|licenseDeclared|SPDXID)"/);
  const license = [textField(port, 'licenseConcluded'), textField(port, 'licenseDeclared')].find(
    (text) => text !== undefined && text !== 'NOASSERTION' && text !== '',
  );
  const line = lines.get('licenseConcluded');
  const resources = entries.filter((entry) => textField(entry, 'SPDXID')?.startsWith('SPDXRef-resource') === true);
  const description = textField(port, 'description');
  const triplet =
    directoryOf(directoryOf(directoryOf(path)))
      .split('/')
      .at(-1) ?? '';
  return {
    name,
    diagnostics: value.diagnostics,
    item: {
      kind: 'third-party',
      key: path,
      purl,
      resolution: 'installed',
      ...(description !== undefined && { description }),
      occurrences: [{ path, line: lines.get('SPDXID') ?? 1 }],
      hashes: resources.flatMap(sourceHashes),
      origins: resources.flatMap(sourceOrigin),
      licenses: manifestLicense(license, { path, line }),
      installed: [{ root: 'tree', path: directoryOf(path), format: 'directory' }],
      ...(triplet !== '' && { platforms: [triplet] }),
      // A port may be built from several archives, each with its hash.
      ...(resources.length > 1 && { properties: { 'licet:hashes': 'any-of' } }),
    },
  };
}

// git+https://github.com/Microsoft/vcpkg@<commit>#ports/zlib
function registryOf(location: string | undefined): string | undefined {
  return location === undefined ? undefined : /^git\+([^@#]+)/.exec(location)?.[1];
}

function sourceHashes(entry: unknown): Hash[] {
  return (listField(entry, 'checksums') ?? []).flatMap((checksum) =>
    textField(checksum, 'algorithm') === 'SHA512' ? hexHash('SHA-512', textField(checksum, 'checksumValue')) : [],
  );
}

function sourceOrigin(entry: unknown): Origin[] {
  const location = textField(entry, 'downloadLocation');
  if (location === undefined || location === 'NOASSERTION' || location === 'NONE') return [];
  const [, url, revision] = /^git\+([^@#]+)(?:@([^#]+))?/.exec(location) ?? [];
  if (url === undefined) return [{ kind: 'download', url: location }];
  return [vcsOrigin({ url, revision })];
}
