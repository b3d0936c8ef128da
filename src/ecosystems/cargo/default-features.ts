import { field, isRecord, type UnknownRecord } from '../formats/values.ts';

/**
 * The optional dependencies that the `default` feature of a manifest turns on, by the name they have in the manifest.
 * A feature value is another feature, `dep:name`, `name/feature` (turns `name` on) or `name?/feature` (does not);
 * without a `dep:` anywhere a dependency's bare name is a feature too (Cargo reference, "Features").
 */
export function defaultFeatureDependencies(manifest: UnknownRecord): ReadonlySet<string> {
  const features = field(manifest, 'features');
  const reached = new Set<string>();
  if (!isRecord(features)) return reached;
  const seen = new Set<string>();
  const queue = ['default'];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    const dependency = value.startsWith('dep:') ? value.slice(4) : (value.split('/', 1)[0] ?? '');
    if (!dependency.endsWith('?')) reached.add(dependency);
    const next = field(features, value);
    if (Array.isArray(next)) for (const item of next) if (typeof item === 'string') queue.push(item);
  }
  return reached;
}
