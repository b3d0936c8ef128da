import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { valueLines, type WrittenValue } from '../formats/value-lines.ts';
import { field, isRecord, listField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';

/** A chart that another one asks for, in Chart.yaml, requirements.yaml or a lockfile. */
export interface ChartDependency {
  readonly name: string;
  /** A range in a manifest, exact in a lockfile. */
  readonly version?: string;
  /** `https://…`, `oci://…`, `file://…`, `@alias`; absent when the chart lies in `charts/`. */
  readonly repository?: string;
  readonly alias?: string;
  readonly scope: Scope;
}

/** A decoded chart file with the dependencies it lists. */
export interface ChartFile {
  readonly path: string;
  readonly document: unknown;
  readonly dependencies: readonly ChartDependency[];
  /** Where names and licenses stand. */
  readonly lines: ReadonlyMap<string, readonly WrittenValue[]>;
}

/** Decodes a chart file; what is wrong with it is added to the diagnostics. */
export function readChartFile(file: ClaimedFile, diagnostics: Diagnostic[]): ChartFile | undefined {
  const { path } = file;
  const isLock = path.endsWith('.lock');
  const failure = isLock ? 'lockfile-unparsable' : 'manifest-unparsable';
  const { value: documents, problem } = readYaml(file, failure);
  if (problem !== undefined) {
    diagnostics.push(problem);
    return undefined;
  }
  const [document] = documents;
  if (!isRecord(document)) {
    diagnostics.push(diagnostic(failure, 'expected a mapping at the top', { path, line: 1 }));
    return undefined;
  }
  const entries = listField(document, 'dependencies') ?? [];
  const dependencies = entries.map(toDependency).filter((dependency) => dependency !== undefined);
  if (dependencies.length < entries.length)
    diagnostics.push(
      diagnostic(isLock ? 'lockfile-entry-invalid' : 'manifest-entry-invalid', 'a dependency without a name', { path, line: 1 }),
    );
  return { path, document, dependencies, lines: valueLines(file.text(), /name|artifacthub\.io\/license/) };
}

function toDependency(entry: unknown): ChartDependency | undefined {
  const [name, version, alias, repository] = ['name', 'version', 'alias', 'repository'].map((key) => {
    const text = textField(entry, key)?.trim();
    return text === '' ? undefined : text;
  });
  if (name === undefined) return undefined;
  // A condition or tag lets whoever installs the chart leave it out.
  const isOptional = field(entry, 'condition') !== undefined || field(entry, 'tags') !== undefined;
  return {
    name,
    scope: isOptional ? 'optional' : 'runtime',
    ...(version !== undefined && { version }),
    ...(alias !== undefined && { alias }),
    ...(repository !== undefined && { repository }),
  };
}

/** Lies in the tree: named by a path, or by nothing, which means the `charts/` folder. */
export function isLocalChart({ repository }: ChartDependency): boolean {
  return repository === undefined || repository.startsWith('file://');
}
