import type { Snapshot } from '../domain/snapshot.ts';
import { isProduction } from '../domain/scope.ts';

/** A CycloneDX 1.6 JSON document. */
export function renderCycloneDx(snapshot: Snapshot): string {
  const dependsOn = new Map<string, Set<string>>(snapshot.components.map((component) => [component.id, new Set()]));
  for (const edge of snapshot.edges) dependsOn.get(edge.from)?.add(edge.to);
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: snapshot.source.name, 'bom-ref': 'root' } },
    components: snapshot.components.map((component) => ({
      type: component.type,
      name: component.name,
      version: component.version,
      purl: component.purl,
      'bom-ref': component.id,
      scope: component.firstParty
        ? undefined
        : component.uses.every((use) => use.scopes.every((scope) => !isProduction(scope)))
          ? 'excluded'
          : 'required',
      licenses: component.concluded.status === 'concluded' ? [{ expression: component.concluded.expression }] : undefined,
    })),
    dependencies: [
      { ref: 'root', dependsOn: snapshot.projects.map((project) => project.id) },
      ...[...dependsOn].map(([ref, targets]) => ({ ref, dependsOn: [...targets].toSorted() })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
