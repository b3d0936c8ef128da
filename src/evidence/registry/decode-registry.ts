import { closest } from '../../domain/closest.ts';
import { readYaml, type ReadYaml } from '../read-yaml.ts';
import { registrySchema, type Registry } from './registry.ts';

/** What a registry may name: ids of the checklists in force, and their parts. */
export interface KnownNames {
  readonly items: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
  readonly statements: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

/** Decodes `licet.evidence.yaml`; all mistakes come back at once, each with its place. */
export function decodeRegistry(content: string, file: string): ReadYaml<Registry> {
  return readYaml(content, file, registrySchema);
}

/** Names that no checklist knows: mistyped, they would prove nothing in silence. */
export function unknownNames(read: ReadYaml<Registry>, known: KnownNames): ReturnType<ReadYaml<Registry>['problemAt']>[] {
  const { value, problemAt } = read;
  if (value === undefined) return [];
  const problems: ReturnType<typeof problemAt>[] = [];
  const check = (name: string | undefined, names: ReadonlySet<string>, what: string, path: readonly PropertyKey[]): void => {
    if (name === undefined || names.has(name)) return;
    const near = closest(name, [...names]);
    problems.push(
      problemAt(path, `no checklist has the ${what} \`${name}\`${near === undefined ? '' : `, did you mean \`${near}\`?`}`),
    );
  };
  value.documents.forEach(({ document }, index) =>
    check(document, known.documents, 'document', ['documents', index, 'document']),
  );
  value.attestations.forEach(({ statement, metric, item }, index) => {
    check(statement, known.statements, 'statement', ['attestations', index, 'statement']);
    check(metric, known.metrics, 'metric', ['attestations', index, 'metric']);
    check(item, known.items, 'item', ['attestations', index, 'item']);
  });
  value.notApplicable.forEach(({ item }, index) => check(item, known.items, 'item', ['notApplicable', index, 'item']));
  value.questionnaires.forEach(({ answers }, index) =>
    answers.forEach(({ item }, at) => check(item, known.items, 'item', ['questionnaires', index, 'answers', at, 'item'])),
  );
  return problems;
}
