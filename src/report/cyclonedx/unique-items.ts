import { createHash } from 'node:crypto';
import { isRecord } from '../../domain/values.ts';
import { byCodeUnit } from '../../domain/order.ts';

/**
 * Arrays that the CycloneDX schemas (1.2 to 1.7) mark `uniqueItems`. `tools`, `inputs`, `outputs` and `parameters` are
 * left out: their names also stand for arrays that may repeat.
 */
const UNIQUE = new Set(
  ['affects', 'annotations', 'assemblies', 'citations', 'components', 'compositions', 'conditions', 'dependencies'].concat(
    ['dependsOn', 'environmentVars', 'formulation', 'provides', 'resourceReferences', 'runtimeTopology', 'services'],
    ['steps', 'subjects', 'taskDependencies', 'tasks', 'vulnerabilities', 'workflows', 'workspaces'],
  ),
);

/** JSON paths of array items that stand twice, of bom-refs that do, and of dependencies on nothing. Linear; the depth is bounded before. */
export function findDuplicates(document: unknown): readonly string[] {
  const walk = new Walk();
  walk.visit(document, '');
  return [...walk.problems, ...walk.danglingDependencies(document)];
}

// A class because one walk collects bom-refs and problems on its way.
class Walk {
  readonly problems: string[] = [];
  readonly #refs = new Set<string>();

  visit(value: unknown, path: string): void {
    if (Array.isArray(value)) value.forEach((item: unknown, index) => this.visit(item, `${path}/${index}`));
    else if (isRecord(value)) this.#visitRecord(value, path);
  }

  #visitRecord(value: Readonly<Record<string, unknown>>, path: string): void {
    for (const [key, child] of Object.entries(value)) {
      if (key === 'bom-ref' && typeof child === 'string') this.#addRef(child, path);
      if (typeof child !== 'object') continue;
      this.visit(child, `${path}/${key}`);
      if (Array.isArray(child) && UNIQUE.has(key)) this.#checkUnique(child, `${path}/${key}`);
    }
  }

  #addRef(ref: string, path: string): void {
    if (this.#refs.has(ref)) this.problems.push(`${path}/bom-ref: \`${ref}\` stands twice`);
    this.#refs.add(ref);
  }

  #checkUnique(items: readonly unknown[], path: string): void {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const key = keyOf(item);
      if (seen.has(key)) this.problems.push(`${path}/${index}: the same item stands twice`);
      seen.add(key);
    });
  }

  danglingDependencies(document: unknown): string[] {
    const dependencies = isRecord(document) && Array.isArray(document['dependencies']) ? document['dependencies'] : [];
    const problems: string[] = [];
    dependencies.forEach((item: unknown, index) => {
      if (!isRecord(item)) return;
      const targets: unknown[] = Array.isArray(item['dependsOn']) ? item['dependsOn'] : [];
      for (const ref of [item['ref'], ...targets]) {
        if (typeof ref === 'string' && !this.#refs.has(ref)) problems.push(`/dependencies/${index}: no component \`${ref}\``);
      }
    });
    return problems;
  }
}

// A digest, so that the keys of 50,000 components do not hold a second copy of the document.
function keyOf(item: unknown): string {
  if (typeof item === 'string') return `s${item}`;
  // Items with a reference of their own differ by it, and references are checked for themselves.
  if (isRecord(item) && typeof item['bom-ref'] === 'string') return `r${item['bom-ref']}`;
  return createHash('sha256').update(canonical(item)).digest('base64');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) =>
    isRecord(child) ? Object.fromEntries(Object.entries(child).toSorted(([a], [b]) => byCodeUnit(a, b))) : child,
  );
}
