import { joinPath } from '../../../domain/path.ts';
import { makePurl } from '../../../domain/purl.ts';
import type { LockedPackage, PackageLocation } from '../../../domain/read-result.ts';
import { field, textField } from '../../formats/values.ts';
import { directories, platformsOf, toLockedPackage } from '../locks/locked-package.ts';
import { memberManifest, toMember } from '../locks/member.ts';
import { gitSource } from '../locks/source-url.ts';
import { parseDepPath } from './dep-path.ts';
import { factsOf, lineOfPackage, type PnpmDocument } from './document.ts';
import { patchOf } from './patches.ts';
import { virtualStoreFolders } from './virtual-store.ts';

/** One entry as a package: of a registry, of a URL or git, or of a directory or file of this repository. */
export function toPackage(document: PnpmDocument, key: string, alias: string | undefined): LockedPackage | undefined {
  const facts = factsOf(document, key);
  const parsed = parseDepPath(key, document.format);
  const name = textField(facts, 'name') ?? parsed.name;
  const version = textField(facts, 'version') ?? (/^\d/.test(parsed.version ?? '') ? parsed.version : undefined);
  const line = lineOfPackage(document, key);
  const local = localPath(facts, key, parsed.version);
  if (local !== undefined) {
    const path = joinPath(document.directory, local) ?? document.directory;
    return toMember(
      { key: document.prefix + key, path, lockfile: document.path, line, name, version },
      memberManifest(document.fs, path),
    );
  }
  if (name === undefined) return undefined;
  const runtime = /^runtime:(.+)$/.exec(parsed.version ?? '')?.[1];
  if (runtime !== undefined) return toRuntime(document, { key, name, version: runtime, line });
  const patch = patchOf(document, { key, name, version });
  return toLockedPackage({
    key: document.prefix + key,
    name,
    version,
    resolved: sourceOf(field(facts, 'resolution'), parsed.version),
    registry: parsed.host === undefined ? undefined : `https://${parsed.host.replace('+', ':')}`,
    integrity: textField(field(facts, 'resolution'), 'integrity'),
    lockfile: document.path,
    line,
    alias,
    platforms: platformsOf({ os: field(facts, 'os'), cpu: field(facts, 'cpu'), libc: field(facts, 'libc') }),
    patches: patch === undefined ? [] : [patch],
    installed: installedAt(document, key, name),
  });
}

/** Directory or archive inside the repository that the entry stands for (`file:`, injected workspace packages). */
function localPath(facts: unknown, key: string, version: string | undefined): string | undefined {
  const resolution = field(facts, 'resolution');
  if (textField(resolution, 'type') === 'directory') return textField(resolution, 'directory') ?? '';
  const address = [version, key, textField(resolution, 'tarball')].find((text) => text?.startsWith('file:') === true);
  return address?.slice('file:'.length);
}

function sourceOf(resolution: unknown, address: string | undefined): string | undefined {
  const repository = textField(resolution, 'repo');
  if (repository !== undefined) {
    const source = `${repository}#${textField(resolution, 'commit') ?? ''}`;
    return gitSource(source) ?? `git+${source}`;
  }
  const tarball = textField(resolution, 'tarball');
  if (tarball !== undefined) return resolveTarball(tarball, textField(resolution, 'registry'));
  return address === undefined || !/^(?:https?:|git)/.test(address) ? undefined : address;
}

// Old lockfiles keep the registry once and the tarball relative to it.
function resolveTarball(tarball: string, registry: string | undefined): string {
  return registry === undefined || /^[a-z+]+:/.test(tarball) ? tarball : new URL(tarball, registry).href;
}

/** A JavaScript runtime that pnpm installs (`node@runtime:24.0.0`) is not the npm package of that name. */
function toRuntime(
  document: PnpmDocument,
  { key, name, version, line }: { key: string; name: string; version: string; line: number | undefined },
): LockedPackage | undefined {
  const purl = makePurl({ type: 'generic', name, version });
  if (purl === undefined) return undefined;
  const occurrence = { path: document.path, ...(line !== undefined && { line }) };
  return {
    kind: 'third-party',
    key: document.prefix + key,
    purl,
    name,
    type: 'application',
    resolution: 'locked',
    occurrences: [occurrence],
  };
}

function installedAt({ directory, format }: PnpmDocument, key: string, name: string): PackageLocation[] {
  const folders = virtualStoreFolders(key, format);
  return directories(
    ...folders.map((folder) => joinPath(directory, 'node_modules/.pnpm', folder, 'node_modules', name)),
    joinPath(directory, 'node_modules', name),
  );
}
