import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from '../formats/decoded.ts';
import { readJson } from '../formats/json.ts';
import { field, isRecord, listField, recordField, textField } from '../formats/values.ts';

/** One pin of a Package.resolved (swiftlang/swift-package-manager Sources/PackageGraph/ResolvedPackagesStore.swift). */
export interface Pin {
  readonly kind: 'repository' | 'registry' | 'local';
  /** `alamofire`, `scope.name` of a registry; version 1 has the package's name here. */
  readonly identity: string;
  /** URL, or a path of another machine for local ones. */
  readonly location: string;
  readonly version?: string;
  readonly revision?: string;
  readonly branch?: string;
  readonly line?: number;
}

export interface Pins {
  readonly pins: readonly Pin[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads versions 1, 2 and 3; 3 differs from 2 only by a hash of the manifest. */
export function readPins(file: ClaimedFile): Decoded<Pins> {
  const { value: document, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 1 });
  if (problem !== undefined) return { problem };
  const { root, keys } = document;
  const version = field(root, 'version');
  if (version !== 1 && version !== 2 && version !== 3) {
    const message = `version \`${JSON.stringify(version)?.slice(0, 40) ?? 'none'}\` is not one that is read (1, 2, 3)`;
    return { problem: diagnostic('lockfile-version-unsupported', message, { path: file.path, line: keys.line('version') }) };
  }
  const list = listField(version === 1 ? recordField(root, 'object') : root, 'pins');
  if (list === undefined) {
    return { problem: diagnostic('lockfile-unparsable', 'there is no list of `pins`', { path: file.path, line: 1 }) };
  }
  const lines = locationLines(file.text());
  const pins: Pin[] = [];
  const diagnostics = [...document.diagnostics];
  for (const value of list) {
    const pin = toPin(value, lines);
    if (pin === undefined)
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'a pin without a location', { path: file.path }));
    else pins.push(pin);
  }
  return { value: { pins, diagnostics } };
}

const KINDS: Readonly<Record<string, Pin['kind']>> = {
  remoteSourceControl: 'repository',
  localSourceControl: 'local',
  fileSystem: 'local',
  registry: 'registry',
};

function toPin(value: unknown, lines: ReadonlyMap<string, number>): Pin | undefined {
  if (!isRecord(value)) return undefined;
  const location = textField(value, 'location') ?? textField(value, 'repositoryURL') ?? '';
  const identity = textField(value, 'identity') ?? textField(value, 'package') ?? '';
  const written = textField(value, 'kind') ?? '';
  const isPath = /^(?:\/|file:|\.{1,2}\/)/.test(location);
  const kind = (Object.hasOwn(KINDS, written) ? KINDS[written] : undefined) ?? (isPath ? 'local' : 'repository');
  if (identity === '' || (location === '' && kind === 'repository')) return undefined;
  const state = recordField(value, 'state');
  const [version, revision, branch] = ['version', 'revision', 'branch'].map((key) => textField(state, key) || undefined);
  const line = lines.get(location === '' ? identity : location);
  return {
    kind,
    identity,
    location,
    ...(version !== undefined && { version }),
    ...(revision !== undefined && { revision }),
    ...(branch !== undefined && { branch }),
    ...(line !== undefined && { line }),
  };
}

function locationLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const found = /"(?:location|repositoryURL|identity)"\s*:\s*"([^"\\]*(?:\\\/[^"\\]*)*)"/
      .exec(line)?.[1]
      ?.replaceAll(String.raw`\/`, '/');
    if (found !== undefined && found !== '' && !lines.has(found)) lines.set(found, index + 1);
  }
  return lines;
}
