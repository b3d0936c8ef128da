import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { by } from '../../domain/order.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { decodeChecklist } from '../../evidence/checklists/decode-checklist.ts';
import { decodeOwnChecklist, extendChecklists } from '../../evidence/checklists/extend-checklists.ts';
import type { Checklist } from '../../evidence/checklists/checklist.ts';
import { decodeCatalogue, type MetricDefinition } from '../../evidence/metrics/catalogue.ts';
import { decodeRegistry, unknownNames } from '../../evidence/registry/decode-registry.ts';
import { emptyRegistry, type Registry } from '../../evidence/registry/registry.ts';
import { decodeAudiences } from '../../evidence/reports/audiences.ts';
import { renderProblems, type FileProblem } from '../../evidence/read-yaml.ts';
import { namesIn } from '../../evidence/states/evaluate-checklist.ts';
import { namedFiles, readRegistryFiles, REGISTRY_FILE } from '../../io/evidence/registry-files.ts';
import { loadMaturityRules, type MaturityRules } from '../../io/maturity-rules.ts';
import type { Terminal } from '../terminal.ts';

export interface EvidenceRules {
  readonly shipped: MaturityRules;
  readonly checklists: readonly Checklist[];
  readonly catalogue: ReadonlyMap<string, MetricDefinition>;
  readonly registry: Registry;
  /** Absent without a registry file. */
  readonly source?: { readonly file: string; readonly text: string; readonly files: ReadonlyMap<string, Uint8Array> };
}

/**
 * The registry beside a manifest or repository, with everything that it names, and the checklists it asks for.
 * @throws UsageError after all problems of all files have been printed
 */
export function loadEvidenceRules(directory: string, flag: string | undefined, terminal: Terminal): EvidenceRules {
  const shipped = loadMaturityRules();
  const problems: FileProblem[] = [];
  const path = flag === undefined ? join(directory, REGISTRY_FILE) : resolve(terminal.cwd, flag);
  const isThere = existsSync(path);
  if (flag !== undefined && !isThere) throw new UsageError(`there is no registry \`${flag}\``);
  const text = isThere ? readFileSync(path, 'utf8') : '';
  const read = decodeRegistry(isThere ? text : 'version: 1', flag ?? REGISTRY_FILE);
  problems.push(...read.problems);
  const registry = read.value ?? emptyRegistry();
  const files = isThere ? readRegistryFiles(dirname(path), namedFiles(registry)) : new Map<string, Uint8Array>();
  const packs = shipped.checklists.flatMap(({ file, text: yaml }) => decodeChecklist(yaml, file).value ?? []);
  for (const [index, pack] of (registry.packs ?? []).entries())
    if (!packs.some((one) => one.pack === pack))
      problems.push(read.problemAt(['packs', index], `there is no checklist \`${pack}\``));
  const own = registry.checklists.flatMap((name, index) => {
    const bytes = files.get(name);
    if (bytes === undefined) {
      problems.push(read.problemAt(['checklists', index], `there is no file \`${name}\``));
      return [];
    }
    const decoded = decodeOwnChecklist(Buffer.from(bytes).toString('utf8'), name);
    problems.push(...decoded.problems);
    return decoded.value ?? [];
  });
  if (registry.audiences !== undefined) problems.push(...audienceProblems(registry.audiences, files, read.problemAt));
  const wanted = packs.filter(({ pack }) => registry.packs === undefined || registry.packs.includes(pack));
  const extended = extendChecklists(wanted, own, registry.targets);
  problems.push(...extended.problems.map((message) => read.problemAt(['targets'], message)));
  const { metrics = [] } = decodeCatalogue(shipped.catalogue, 'metrics.yaml').value ?? {};
  const catalogue = new Map(metrics.map((metric) => [metric.id, metric]));
  problems.push(...unknownNames(read, namesIn(extendChecklists(packs, own, registry.targets).checklists, catalogue.keys())));
  if (problems.length > 0) {
    terminal.err(
      `${renderProblems(problems.toSorted(by(({ file }) => file)).toSorted((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : 0)))}\n`,
    );
    throw new UsageError(
      `${problems.length === 1 ? 'a problem' : `${problems.length} problems`} in the evidence registry and its files`,
      'mend the lines named above',
    );
  }
  return {
    shipped,
    checklists: extended.checklists,
    catalogue,
    registry,
    ...(isThere && { source: { file: REGISTRY_FILE, text, files } }),
  };
}

function audienceProblems(
  name: string,
  files: ReadonlyMap<string, Uint8Array>,
  problemAt: (path: readonly PropertyKey[], message: string) => FileProblem,
): readonly FileProblem[] {
  const bytes = files.get(name);
  if (bytes === undefined) return [problemAt(['audiences'], `there is no file \`${name}\``)];
  return decodeAudiences(Buffer.from(bytes).toString('utf8'), name).problems;
}
