import { field, isRecord, recordField, type UnknownRecord } from '../formats/values.ts';

const LONGEST_CHAIN = 64;

/**
 * The node an input leads to: the name of a node, or a path of inputs from the root (`follows`), whose steps may be
 * paths themselves (Nix `flake/lockfile.cc`, LockFile::findInput). `undefined` for a path that ends nowhere, and for circles.
 */
export function resolveInput(target: unknown, nodes: UnknownRecord, rootKey: string): string | undefined {
  let steps = 0;
  // What is still to be walked, next one last, from the node reached so far.
  let at: string = rootKey;
  const rest: unknown[] = [];
  let value: unknown = target;
  for (;;) {
    steps += 1;
    if (steps > LONGEST_CHAIN) return undefined;
    if (typeof value === 'string') at = value;
    else if (Array.isArray(value) && value.length > 0 && value.length <= LONGEST_CHAIN) {
      at = rootKey;
      rest.push(...(value as readonly unknown[]).toReversed());
      if (rest.length > LONGEST_CHAIN * 2) return undefined;
    } else return undefined;
    if (!isRecord(field(nodes, at))) return undefined;
    const next = rest.pop();
    if (next === undefined) return at;
    if (typeof next !== 'string') return undefined;
    value = field(recordField(field(nodes, at), 'inputs'), next);
  }
}
