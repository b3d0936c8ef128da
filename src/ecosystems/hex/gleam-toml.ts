import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { readToml } from '../formats/toml.ts';
import { listField, recordField, textField } from '../formats/values.ts';

export interface GleamManifest {
  readonly project: FirstPartyPackage;
  readonly dependencies: readonly GleamDeclaration[];
}

export interface GleamDeclaration {
  readonly name: string;
  readonly scope: Scope;
  readonly requirement?: string;
  readonly git?: { readonly url: string; readonly revision?: string };
  /** A project by path: of the repository, so it is read by its own gleam.toml. */
  readonly isLocal?: true;
  readonly line?: number;
}

// `dev-dependencies` until Gleam 1.14, `dev_dependencies` after.
const TABLES: readonly (readonly [table: string, scope: Scope])[] = [
  ['dependencies', 'runtime'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
];

/** Reads a gleam.toml; `undefined`, with the problem noted, when it is none. */
export function readGleamToml(file: ClaimedFile, directory: string, problems: Diagnostic[]): GleamManifest | undefined {
  const { value, problem } = readToml(file, 'manifest-unparsable');
  if (problem !== undefined) {
    problems.push(problem);
    return undefined;
  }
  const lines = indexLines(file.text(), /^\s*["']?([\w-]+)["']?\s*=/);
  const [version, description] = [textField(value, 'version'), textField(value, 'description')];
  const licenses = (listField(value, 'licences') ?? []).filter((item) => typeof item === 'string');
  const licenseLine = lines.get('licences');
  return {
    project: {
      kind: 'first-party',
      key: `project ${directory}`,
      path: directory,
      name: textField(value, 'name') ?? (directory.split('/').at(-1) || '.'),
      ...(version !== undefined && { version }),
      ...(description !== undefined && { description }),
      manifest: file.path,
      occurrences: [{ path: file.path }],
      licenses: manifestLicense(licenses, { path: file.path, line: licenseLine }),
    },
    dependencies: TABLES.flatMap(([table, scope]) =>
      Object.entries(recordField(value, table) ?? {}).map(([name, declared]) => {
        const line = lines.get(name);
        return { name, scope, ...(line !== undefined && { line }), ...toSource(declared) };
      }),
    ),
  };
}

function toSource(declared: unknown): Partial<GleamDeclaration> {
  if (typeof declared === 'string') return { requirement: declared };
  const [url, revision, path, requirement] = ['git', 'ref', 'path', 'version'].map((key) => textField(declared, key));
  if (url !== undefined) return { git: { url, ...(revision !== undefined && { revision }) } };
  if (path !== undefined) return { isLocal: true };
  return requirement === undefined ? {} : { requirement };
}
