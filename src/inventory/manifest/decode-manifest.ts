import { load } from 'js-yaml';
import type { z } from 'zod';
import { placeProblems } from './places.ts';
import { manifestProblem, type ManifestProblem, type PlacelessProblem } from './problem.ts';
import type { OrgManifest } from './model.ts';
import { resolveManifest } from './resolve-manifest.ts';
import { manifestSchema } from './schema.ts';

export interface DecodedManifest {
  /** Absent when there are errors: no figure rests on a denominator that is not understood. */
  readonly manifest: OrgManifest | undefined;
  /** All of them, in the order of the file. */
  readonly problems: readonly ManifestProblem[];
}

/** Reads `licet.org.yaml`; `file` names it in messages. Never throws on what the file holds. */
export function decodeManifest(text: string, file: string): DecodedManifest {
  const written = parse(text);
  if (!written.ok) {
    const found = placeProblems(text, file, []);
    const problem = manifestProblem('ORG001', `not valid YAML: ${written.reason}`, []);
    return { manifest: undefined, problems: found.length > 0 ? found : placeProblems(text, file, [problem]) };
  }
  const decoded = manifestSchema.safeParse(written.value);
  if (!decoded.success) {
    return { manifest: undefined, problems: placeProblems(text, file, decoded.error.issues.flatMap(toProblems)) };
  }
  const { manifest, problems } = resolveManifest(decoded.data);
  const placed = problems.length === 0 ? [] : placeProblems(text, file, problems);
  return { manifest: problems.some((problem) => problem.severity === 'error') ? undefined : manifest, problems: placed };
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

// js-yaml first: a manifest of 50,000 repositories takes seconds to read with positions, and a fraction without.
function parse(text: string): Parsed {
  try {
    return { ok: true, value: load(text) };
  } catch (error) {
    return { ok: false, reason: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '' };
  }
}

function toProblems(issue: z.core.$ZodIssue): PlacelessProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const shown = path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`), '');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ ...manifestProblem('ORG001', `unknown key \`${key}\``, [...path, key]), atKey: true }));
  const what = issue.message.replace(/^Invalid (input|option): /, '').replaceAll('"', '`');
  const where = shown === '' ? 'the manifest' : `\`${shown.replace(/^\./, '')}\``;
  return [manifestProblem('ORG001', `${where}: ${what}`, path)];
}
