import { createHash } from 'node:crypto';
import type { Policy } from '../model.ts';
import { problem, type PolicyProblem } from '../problem.ts';
import { lintPolicy } from '../lint.ts';
import { runPolicyTests } from '../run-tests.ts';
import type { LicenseCategories } from '../categories.ts';
import type { CompatibilityMatrix } from '../compatibility.ts';
import { decodePolicy, type ExtendedFile, type PolicyLayer } from './decode-policy.ts';
import { extendPolicy } from './extend-policy.ts';

export interface PolicyServices {
  /** Text of a policy file, by the path that names it in messages. */
  readFile(path: string): string | undefined;
  /** The file that `extends` names, relative to the file that says so. */
  resolve(target: { readonly file?: string; readonly package?: string }, from: string): string | undefined;
  readonly categories: LicenseCategories;
  readonly matrix?: CompatibilityMatrix;
  /** ISO date: waivers expire. */
  readonly today: string;
}

export interface LoadedPolicy {
  /** Absent when there are errors: nothing is judged by a policy that is not understood. */
  readonly policy: Policy | undefined;
  /** All of them, in the order of the file. */
  readonly problems: readonly PolicyProblem[];
  /** How many tests were run: its own, and those of what it extends. */
  readonly tests: number;
}

/** More levels than any organization has; a loop is found by name before. */
const MAX_DEPTH = 8;

/** Reads a policy with everything that it extends, checks it, and tells all that is wrong at once. */
export function loadPolicy(path: string, services: PolicyServices): LoadedPolicy {
  const text = services.readFile(path);
  if (text === undefined) {
    const at = { file: path, line: 1, column: 1 };
    return { policy: undefined, problems: [problem('POL001', 'there is no such policy file', at)], tests: 0 };
  }
  const problems: PolicyProblem[] = [];
  const layers: Policy[] = [];
  const layer = loadLayer(text, path, { services, problems, layers, trail: [path] });
  const isReadable = !problems.some((item) => item.severity === 'error');
  const linted = lintPolicy(layer.policy, services);
  // Each file's tests speak about that file with what it extends: whoever tightens it further does not break them.
  const tested = isReadable ? layers.map(ownTests) : [];
  const failed = tested.flatMap((policy) => runPolicyTests(policy, services));
  const all = [...problems, ...linted, ...failed].toSorted((a, b) =>
    a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.line - b.at.line || a.at.column - b.at.column,
  );
  return {
    policy: all.some((item) => item.severity === 'error') ? undefined : layer.policy,
    problems: all,
    tests: tested.reduce((sum, policy) => sum + policy.tests.length, 0),
  };
}

function ownTests(policy: Policy): Policy {
  return { ...policy, tests: policy.tests.filter((test) => test.at.file === policy.file) };
}

interface Loading {
  readonly services: PolicyServices;
  readonly problems: PolicyProblem[];
  /** Every file, merged with what it extends. */
  readonly layers: Policy[];
  readonly trail: readonly string[];
}

function loadLayer(text: string, path: string, loading: Loading): PolicyLayer {
  const layer = decodePolicy(text, path);
  const parents = layer.extends.flatMap((extended) => loadParent(extended, layer, loading) ?? []);
  const merged = parents.reduceRight((child, parent) => extendPolicy(parent, child, loading.services.categories), layer);
  loading.problems.push(...merged.problems);
  loading.layers.push(merged.policy);
  return { ...merged, problems: [] };
}

function loadParent(extended: ExtendedFile, layer: PolicyLayer, loading: Loading): PolicyLayer | undefined {
  const { reader } = layer;
  const { services, trail } = loading;
  const name = extended.file ?? extended.package;
  const path = name === undefined ? undefined : services.resolve(extended, reader.file);
  const text = path === undefined ? undefined : services.readFile(path);
  if (name === undefined) return undefined;
  if (path === undefined || text === undefined) {
    reader.report(
      'POL001',
      `\`${name}\` is not there`,
      extended.node,
      'extended policies are read from disk, never from the network',
    );
    return undefined;
  }
  if (trail.includes(path) || trail.length >= MAX_DEPTH) {
    reader.report('POL001', `\`${name}\` extends itself`, extended.node);
    return undefined;
  }
  const digest = createHash('sha256').update(text).digest('hex');
  if (extended.sha256 === undefined && extended.file !== undefined)
    reader.report('POL001', `\`${name}\` is not pinned`, extended.node, `add \`sha256: ${digest}\``);
  if (extended.sha256 !== undefined && extended.sha256 !== digest) {
    reader.report('POL001', `\`${name}\` is not the pinned file`, extended.node, `read it, then write \`sha256: ${digest}\``);
    return undefined;
  }
  return loadLayer(text, path, { ...loading, trail: [...trail, path] });
}
