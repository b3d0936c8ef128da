import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { readJson } from '../formats/json.ts';
import { isRecord, listField, recordField, textField, field, type UnknownRecord } from '../formats/values.ts';

export interface PortVersion {
  readonly version: string;
  readonly portVersion?: string;
}

export interface PortDependency {
  readonly name: string;
  readonly scope: Scope;
  /** `version>=`: a minimum, not a pin. */
  readonly requirement?: string;
  readonly platform?: string;
  readonly line?: number;
}

/** What a vcpkg.json says. */
export interface PortManifest {
  readonly path: string;
  readonly directory: string;
  readonly name?: string;
  readonly version?: PortVersion;
  readonly description?: string;
  readonly license?: string;
  readonly licenseLine?: number;
  readonly dependencies: readonly PortDependency[];
  readonly overrides: ReadonlyMap<string, PortVersion>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes a vcpkg.json (learn.microsoft.com/vcpkg/reference/vcpkg-json). */
export function readVcpkgJson(file: ClaimedFile): PortManifest | Diagnostic {
  const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 1 });
  if (problem !== undefined) return problem;
  const { root, keys } = value;
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const lines = indexLines(file.text(), /^\s*(?:\{\s*)?"name"\s*:\s*"([^"]+)"|^\s*"([a-z0-9-]+)"\s*,?\s*$/);
  const [name, license, description] = [textField(root, 'name'), textField(root, 'license'), describe(root)];
  const licenseLine = keys.line('license');
  const version = versionOf(root);
  const collect = (list: unknown, scope: Scope): PortDependency[] =>
    (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
      const dependency = toDependency(entry, scope, (name) => lines.get(name) ?? keys.line('dependencies'));
      if (dependency !== undefined) return [dependency];
      diagnostics.push(
        diagnostic('manifest-entry-invalid', 'a dependency without a name', { path: file.path, line: keys.line('dependencies') }),
      );
      return [];
    });
  const features = Object.values(recordField(root, 'features') ?? {});
  const overrides = (listField(root, 'overrides') ?? []).flatMap((entry) => {
    const [port, pinned] = [textField(entry, 'name'), isRecord(entry) ? versionOf(entry) : undefined];
    return port === undefined || pinned === undefined ? [] : [[port, pinned] as const];
  });
  return {
    path: file.path,
    directory: directoryOf(file.path),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(license !== undefined && { license }),
    ...(licenseLine !== undefined && { licenseLine }),
    // Whether a feature is on decides who installs the project.
    dependencies: [
      ...collect(field(root, 'dependencies'), 'runtime'),
      ...features.flatMap((feature) => collect(field(feature, 'dependencies'), 'optional')),
    ],
    overrides: new Map(overrides),
    diagnostics,
  };
}

// One of four fields says which order the version follows; `1.0#3` and `port-version` are the same.
export function versionOf(record: UnknownRecord): PortVersion | undefined {
  const written = ['version', 'version-semver', 'version-date', 'version-string']
    .map((key) => textField(record, key))
    .find((text) => text !== undefined);
  const port = field(record, 'port-version');
  return written === undefined ? undefined : splitPortVersion(written, typeof port === 'number' ? String(port) : undefined);
}

/** `3.10.4#2` is the second revision of the port of 3.10.4; `#0` is none. */
export function splitPortVersion(text: string, stated?: string): PortVersion {
  const [, version = text, written] = /^(.+?)#(\d+)$/.exec(text) ?? [];
  const port = written ?? stated;
  return { version, ...(port !== undefined && port !== '0' && { portVersion: port }) };
}

function describe(root: UnknownRecord): string | undefined {
  return (
    textField(root, 'description') ??
    listField(root, 'description')
      ?.filter((item) => typeof item === 'string')
      .join('\n')
  );
}

// "zlib", or { "name": "cmake-helper", "host": true, "version>=": "1.2", "platform": "windows" }
function toDependency(entry: unknown, scope: Scope, lineOf: (name: string) => number | undefined): PortDependency | undefined {
  const name = typeof entry === 'string' ? entry : textField(entry, 'name');
  if (name === undefined || name === '') return undefined;
  const [requirement, platform, line] = [textField(entry, 'version>='), textField(entry, 'platform'), lineOf(name)];
  return {
    name,
    // A host dependency runs while building; what it generates may ship.
    scope: field(entry, 'host') === true && scope === 'runtime' ? 'build' : scope,
    ...(requirement !== undefined && { requirement }),
    ...(platform !== undefined && { platform }),
    ...(line !== undefined && { line }),
  };
}
