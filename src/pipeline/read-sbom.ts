import { createHash } from 'node:crypto';
import type { Component } from '../domain/component.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Snapshot, Source } from '../domain/snapshot.ts';
import type { LicenseAliases } from '../licenses/license-aliases.ts';
import type { TextIdentifier } from '../licenses/text-identifier.ts';
import type { SbomDraft, SbomFormat } from '../sbom/draft.ts';
import type { LostItem } from '../sbom/lost.ts';
import { readDocument, type SbomBytes } from '../sbom/read-document.ts';
import { toGraph, type SbomComponent } from '../sbom/to-graph.ts';
import { identifySbomTexts, type SbomTexts } from './sbom-texts.ts';
import { claimReader, licenseSbomComponent, type ReadClaim } from './sbom-licenses.ts';

export interface ReadSbomOptions {
  readonly scanner: Source['scanner'];
  /** Called only when the document could be read. */
  readonly licenseAliases: () => LicenseAliases;
  /** Asked only when the document carries texts of licenses whose names say nothing. */
  readonly textIdentifier: TextIdentifier;
}

export type ReadSbom =
  | {
      readonly format: SbomFormat;
      readonly specVersion: string;
      readonly snapshot: Snapshot;
      /** What stands in the document and has no place in a snapshot. */
      readonly lost: readonly LostItem[];
      readonly diagnostics?: never;
    }
  | { readonly diagnostics: readonly Diagnostic[]; readonly snapshot?: never };

/** Somebody's SBOM -> the facts in it, as a scan would give them: CycloneDX and SPDX in all forms that are read. */
export async function readSbom(source: SbomBytes, options: ReadSbomOptions): Promise<ReadSbom> {
  const { draft: read, sha256, problem } = await readDocument(source);
  if (problem !== undefined) return { diagnostics: [problem] };
  const path = source.name;
  const readClaim = claimReader(options.licenseAliases());
  const texts = await identifySbomTexts(read, options.textIdentifier, (name) => isUnderstood(name, readClaim));
  const draft = { ...read, lost: [...read.lost, ...texts.lost] };
  const graph = toGraph(draft, path);
  const input = { path, sha256, ecosystem: 'sbom', reader: draft.format, state: 'parsed', role: 'product' } as const;
  const inputs = [input, ...(draft.own?.inputs ?? [])].toSorted((a, b) => byCodeUnit(a.path, b.path));
  const snapshot: Snapshot = {
    schema: 'licet-snapshot/1',
    source: sourceOf(draft, { path, sha256, scanner: options.scanner }),
    projects: graph.projects,
    components: graph.components.map((component) => toComponent(component, path, { readClaim, texts })),
    edges: graph.edges,
    inputs,
    diagnostics: graph.diagnostics,
    caches: draft.own?.caches ?? [],
  };
  return { format: draft.format, specVersion: draft.specVersion, snapshot, lost: draft.lost };
}

interface LicenseContext {
  readonly readClaim: ReadClaim;
  readonly texts: SbomTexts;
}

/** A name that stands for a license of the SPDX list; a reference of the document stands for its text. */
function isUnderstood(name: string, readClaim: ReadClaim): boolean {
  const location = { root: 'tree', path: '' } as const;
  const { meaning } = readClaim({ method: 'sbom', raw: name, location }, 'generic');
  return meaning.kind === 'expression' && !meaning.expression.includes('LicenseRef-');
}

function sourceOf(
  draft: SbomDraft,
  { path, sha256, scanner }: { readonly path: string; readonly sha256: string; readonly scanner: Source['scanner'] },
): Source {
  const { own, repository, time } = draft;
  return {
    name: draft.name ?? path.slice(path.lastIndexOf('/') + 1),
    ...(repository !== undefined && { repository }),
    ...(own?.commit !== undefined && { commit: own.commit }),
    treeDigest: own?.treeDigest ?? createHash('sha256').update(`${path}\u0000${sha256}\n`).digest('hex'),
    dirty: own?.dirty ?? false,
    ...(time !== undefined && { time }),
    scanner,
    config: {
      ...own?.config,
      sbom: `${draft.format} ${draft.specVersion}`,
      ...(draft.tools.length > 0 && { 'sbom.tools': draft.tools.join(', ') }),
    },
  };
}

function toComponent(component: SbomComponent, path: string, context: LicenseContext): Component {
  const { id, first, ecosystem, name, hashes, origins, uses, occurrences, bundledIn, copyrights } = component;
  const { version, purl, description, type, own } = first;
  const firstParty = first.project !== undefined;
  const named = (key: string): readonly string[] => own?.get(key) ?? [];
  const properties = Object.fromEntries(
    [...(own ?? [])].filter(([key]) => isFact(key)).map(([key, values]) => [key, values.at(-1) ?? '']),
  );
  const resolution = RESOLUTIONS.find((known) => known === named('licet:resolution')[0]);
  const bundles = named('licet:bundled-in').length > 0 ? named('licet:bundled-in') : bundledIn;
  return {
    id,
    firstParty,
    type,
    ecosystem,
    // Without a version the document asks for a package, and nothing says which.
    resolution: resolution ?? (version === undefined && !firstParty ? 'declared' : 'locked'),
    ...(purl !== undefined && { purl }),
    name,
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    hashes,
    origins,
    uses,
    occurrences,
    ...(named('licet:alias').length > 0 && { aliases: named('licet:alias') }),
    ...(bundles.length > 0 && { bundledIn: bundles }),
    ...(first.patches.length > 0 && { patches: first.patches }),
    ...(first.identity !== undefined && { identity: first.identity }),
    ...(copyrights.length > 0 && { copyrights: copyrights.map((text) => ({ text, location: { root: 'tree', path } }) as const) }),
    ...(named('licet:platform').length > 0 && { platforms: named('licet:platform') }),
    ...(named('licet:requirement').length > 0 && { requirements: named('licet:requirement') }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...licenseSbomComponent(component, path, context),
  };
}

const RESOLUTIONS = ['locked', 'installed', 'declared'] as const;

const FRAME =
  /^bsi:component:|^licet:(?:ecosystem|first-party|resolution|path|role|role:reason|private|use|alias|bundled-in|platform|requirement|origin|version|type|license:.*)$/;

/** Facts of one ecosystem, by namespaced name; the others have fields of their own. */
function isFact(name: string): boolean {
  return !FRAME.test(name);
}
