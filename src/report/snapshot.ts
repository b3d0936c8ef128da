import { byCodeUnit } from '../domain/order.ts';
import { parsePurl } from '../domain/purl.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { isRecord } from '../domain/values.ts';
import { loadCompiledSchema } from './generated-validator.ts';
import { renderJsonRecord } from './json-text.ts';

/** The published form of a snapshot (`rules/schemas/licet-snapshot-1.schema.json`) in pieces; keys sorted by code unit. */
export function renderSnapshot(snapshot: Snapshot): Iterable<string> {
  const { schema, source, projects, components, edges, inputs, diagnostics, caches } = snapshot;
  const lists = { projects, components, edges, inputs, diagnostics, caches };
  return renderJsonRecord({ schema, source, ...lists }, sortKeys);
}

export type ParsedSnapshot =
  | { readonly snapshot: Snapshot; readonly problems?: never }
  | { readonly problems: readonly string[]; readonly snapshot?: never };

/** Decodes and checks a snapshot; the problems are lines for people, each with its JSON path. */
export async function parseSnapshot(text: string): Promise<ParsedSnapshot> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [`not valid JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const schema = isRecord(value) ? value['schema'] : undefined;
  if (schema !== 'licet-snapshot/1') {
    const found = typeof schema === 'string' ? `\`${schema}\`` : 'none';
    return { problems: [`/schema: expected \`licet-snapshot/1\`, found ${found}`] };
  }
  const validate = await loadCompiledSchema('licet-snapshot-1');
  const problems = validate(value);
  if (problems.length > 0) return { problems };
  const snapshot = value as Snapshot;
  const broken = findBrokenLinks(snapshot);
  return broken.length > 0 ? { problems: broken } : { snapshot };
}

const MOST_PROBLEMS = 20;

// What a schema cannot say: purls are canonical, ids unique, and references lead somewhere.
function findBrokenLinks(snapshot: Snapshot): readonly string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const projects = new Set(snapshot.projects.map((project) => project.id));
  for (const [index, { id, purl, uses, licenseEvidence, ...component }] of snapshot.components.entries()) {
    const at = `/components/${index}`;
    if (ids.has(id)) problems.push(`${at}/id: \`${id}\` stands twice`);
    ids.add(id);
    if (purl !== undefined && parsePurl(purl) !== purl) problems.push(`${at}/purl: \`${purl}\` is not a canonical purl`);
    const lost = uses.find((use) => !projects.has(use.project));
    if (lost !== undefined) problems.push(`${at}/uses: no project \`${lost.project}\``);
    for (const name of ['declared', 'detected', 'concluded'] as const) {
      const out = component[name].basis?.find((item) => item >= licenseEvidence.length);
      if (out !== undefined) problems.push(`${at}/${name}/basis: no evidence ${out}`);
    }
  }
  for (const [index, { from, to }] of snapshot.edges.entries()) {
    if (!ids.has(from)) problems.push(`/edges/${index}/from: no component \`${from}\``);
    if (!ids.has(to)) problems.push(`/edges/${index}/to: no component \`${to}\``);
  }
  return problems.slice(0, MOST_PROBLEMS);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).toSorted(byCodeUnit)) {
    const child = value[key];
    const made = typeof child === 'object' ? sortKeys(child) : child;
    // Assigned, it would be the object's prototype; and to define every key takes three times as long.
    if (key === '__proto__') Object.defineProperty(sorted, key, { value: made, enumerable: true });
    else sorted[key] = made;
  }
  return sorted;
}
