import type { Use } from '../domain/component.ts';
import type { LicenseEvidence, LicenseMethod } from '../domain/license.ts';
import type { Project } from '../domain/project.ts';
import { SCOPES, sortScopes } from '../domain/scope.ts';
import type { SbomPackage } from './draft.ts';

/**
 * The uses that licet wrote into its own documents: `services/api#npm:api: runtime,dev (direct)`. `undefined` when the
 * document is of another tool.
 */
export function ownUses(packages: readonly SbomPackage[], projects: ReadonlyMap<string, Project>): readonly Use[] | undefined {
  if (!packages.some((item) => item.own !== undefined)) return undefined;
  const uses = new Map<string, Use>();
  for (const text of packages.flatMap((item) => item.own?.get('licet:use') ?? [])) {
    const [, project, list, direct] = /^(.*): ([a-z,]+)( \(direct\))?$/s.exec(text) ?? [];
    if (project === undefined || list === undefined || !projects.has(project)) continue;
    const scopes = sortScopes(SCOPES.filter((scope) => list.split(',').includes(scope)));
    if (scopes.length > 0) uses.set(project, { project, scopes, direct: direct !== undefined });
  }
  return [...uses.values()];
}

const METHODS: readonly LicenseMethod[] = [
  ...(['lockfile-field', 'manifest-field', 'legacy-field', 'classifier', 'spdx-tag', 'reuse', 'license-text'] as const),
  ...(['license-header', 'license-url', 'registry', 'sbom', 'curation'] as const),
];

// declared manifest-field at cache:cargo Cargo.toml:12-12: MIT/Apache-2.0
const EVIDENCE =
  /^(declared|detected) ([a-z-]+)(?: \(([\d.]+)\))? at (tree|cache:\S+|registry:\S+) (.*?)(?::(\d+)-(\d+))?: (.*)$/s;

/** The claims about licenses as licet wrote them beside the standard fields. */
export function ownEvidence(item: SbomPackage): readonly Omit<LicenseEvidence, 'expression' | 'normalised'>[] {
  return (item.own?.get('licet:license:evidence') ?? []).flatMap((text) => {
    const [, role, word, score, root, path, first, last, raw] = EVIDENCE.exec(text) ?? [];
    const method = METHODS.find((known) => known === word);
    if (role === undefined || method === undefined || path === undefined || raw === undefined) return [];
    return [
      {
        role: role === 'declared' ? ('declared' as const) : ('detected' as const),
        method,
        raw,
        ...(score !== undefined && { score: Number(score) }),
        location: {
          root: root as LicenseEvidence['location']['root'],
          path,
          ...(first !== undefined && last !== undefined && { lines: [Number(first), Number(last)] as const }),
        },
      },
    ];
  });
}
