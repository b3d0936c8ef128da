import type { Component } from '../../domain/component.ts';
import type { Finding, Judgement } from '../../domain/finding.ts';
import { spdxTerms, parseSpdx } from '../../domain/spdx-expression.ts';
import type { InputFile, Snapshot } from '../../domain/snapshot.ts';
import { sortedUnique } from '../../domain/order.ts';
import type { Registry } from '../registry/registry.ts';
import type { RegistryFiles } from '../registry/files.ts';
import type { HistoryLine } from '../history/history.ts';
import type { ElementScore, SupplierSbom } from './elements.ts';

/** One repository of the organization, as its manifest declares it. */
export interface EstateRepository {
  readonly name: string;
  readonly url?: string;
  readonly unit?: string;
  readonly products: readonly string[];
  /** Reaches others than the organization itself. */
  readonly distributed?: boolean;
  readonly visibility?: 'public' | 'internal' | 'private';
  readonly owners: readonly string[];
  readonly criticality?: number;
  /** Head commit the manifest's provider knows of. */
  readonly head?: string;
  /** Why it is out of scope; counted and listed. */
  readonly excluded?: string;
  readonly archived?: boolean;
}

export interface Estate {
  readonly name: string;
  /** Where the list of repositories comes from; absent when there is none and one repository stands for itself. */
  readonly manifest?: { readonly file: string; readonly sha256: string };
  readonly repositories: readonly EstateRepository[];
}

/** What the evidence keeps of a component. */
export interface ComponentFact {
  readonly id: string;
  readonly name: string;
  /** Without version: what two versions of one package share. */
  readonly package: string;
  readonly version?: string;
  readonly type: Component['type'];
  readonly expression?: string;
  readonly status: Component['concluded']['status'];
  readonly reason?: string;
  readonly direct: boolean;
  readonly production: boolean;
  readonly locked: boolean;
  readonly patched: boolean;
}

/** What is known of one repository: facts of its snapshot, and what the policy says of them. */
export interface Observation {
  readonly repository: EstateRepository;
  readonly snapshot?: {
    readonly commit?: string;
    readonly treeDigest: string;
    /** ISO date. */
    readonly day?: string;
    readonly scanner: string;
    readonly inputs: readonly InputFile[];
    readonly projects: Snapshot['projects'];
    readonly components: readonly ComponentFact[];
    readonly ownLicenses: readonly string[];
    readonly hasLicenseText: boolean;
  };
  readonly judgement?: {
    readonly policy: Judgement['policy'];
    readonly complete: boolean;
    readonly findings: readonly Finding[];
  };
}

/** One license of the inventory, with what is known of it and what the policy says. */
export interface LicenseFact {
  readonly id: string;
  readonly category?: string;
  readonly osi?: boolean;
  readonly verdict: 'allow' | 'review' | 'deny';
  /** The line of the policy that decided. */
  readonly by: { readonly label: string; readonly kind: string; readonly place: string };
  /** A rule or a list decided it; a default is no decision. */
  readonly decided: boolean;
  /** The policy names this very license, not only its category. */
  readonly named: boolean;
  /** A third-party component is under it; others are only of what the organization writes itself. */
  readonly inUse: boolean;
}

export interface PolicyFacts {
  readonly id?: string;
  readonly revision?: string;
  readonly file: string;
  readonly sha256: string;
  /** Somebody wrote it: `false` for the policy that licet brings along. */
  readonly own: boolean;
  readonly licenses: readonly LicenseFact[];
  readonly useCases: readonly { readonly id: string; readonly covered: boolean }[];
  readonly waivers: readonly {
    readonly id: string;
    readonly package: string;
    readonly expression: string;
    readonly owner: string;
    readonly reason: string;
    readonly expires: string;
  }[];
}

/** Attribution documents of one repository, made from the very snapshot. */
export interface NoticeFact {
  readonly repository: string;
  readonly treeDigest: string;
  readonly components: number;
  /** Things that belong into the document and were not found: texts, licenses, the files of a package. */
  readonly gaps: number;
}

/** What a registered link answered. */
export interface LinkAnswer {
  readonly link: string;
  readonly reached: boolean;
  /** `HTTP 404`, `no answer`. */
  readonly answer: string;
  /** ISO date. */
  readonly askedOn: string;
}

/** Everything that metrics, checklists and reports follow from. */
export interface EvidenceFacts {
  /** ISO date that freshness and expiry are held against. */
  readonly judgedOn: string;
  readonly estate: Estate;
  readonly observations: readonly Observation[];
  readonly policy: PolicyFacts;
  readonly registry: Registry;
  readonly files: RegistryFiles;
  readonly history: readonly HistoryLine[];
  readonly elements: readonly ElementScore[];
  readonly supplierSboms: readonly SupplierSbom[];
  readonly notices: readonly NoticeFact[];
  /** Whether registered links could be reached, when somebody asked; empty otherwise. */
  readonly links: ReadonlyMap<string, LinkAnswer>;
  /** The pack holds one SBOM of all repositories together. */
  readonly hasOrganizationSbom: boolean;
}

/** Reduces a snapshot and its judgement to what the evidence asks of them. */
export function observe(repository: EstateRepository, snapshot?: Snapshot, judgement?: Judgement): Observation {
  if (snapshot === undefined) return { repository };
  const { source } = snapshot;
  const own = snapshot.components.filter((component) => component.firstParty);
  const day = source.time?.slice(0, 10);
  return {
    repository,
    snapshot: {
      ...(source.commit !== undefined && { commit: source.commit }),
      treeDigest: source.treeDigest,
      ...(day !== undefined && { day }),
      scanner: `${source.scanner.name} ${source.scanner.version}`,
      inputs: snapshot.inputs,
      projects: snapshot.projects,
      components: snapshot.components.filter((component) => !component.firstParty).map(toFact),
      ownLicenses: sortedUnique(own.flatMap((component) => expressionOf(component) ?? [])),
      hasLicenseText: own.some((component) => component.licenseEvidence.some((evidence) => evidence.method === 'license-text')),
    },
    ...(judgement !== undefined && {
      judgement: { policy: judgement.policy, complete: judgement.complete, findings: judgement.findings },
    }),
  };
}

function toFact(component: Component): ComponentFact {
  const scopes = component.uses.flatMap((use) => use.scopes);
  const expression = expressionOf(component);
  const { concluded } = component;
  return {
    id: component.id,
    name: component.name,
    package: withoutVersion(component.id),
    ...(component.version !== undefined && { version: component.version }),
    type: component.type,
    ...(expression !== undefined && { expression }),
    status: concluded.status,
    ...(concluded.status === 'no-assertion' && { reason: concluded.reason }),
    direct: component.uses.some((use) => use.direct),
    production: scopes.length === 0 || scopes.some((scope) => scope !== 'dev' && scope !== 'test'),
    locked: component.resolution !== 'declared',
    patched: (component.patches ?? []).length > 0,
  };
}

function expressionOf({ concluded }: Component): string | undefined {
  return concluded.status === 'concluded' ? concluded.expression : undefined;
}

/** `pkg:npm/a@1?x#y` is `pkg:npm/a`: an `@` before the last slash belongs to a name, encoded or not. */
export function withoutVersion(purl: string): string {
  const [head = purl] = purl.split(/[?#]/);
  const at = head.indexOf('@', head.lastIndexOf('/') + 1);
  return at === -1 ? head : head.slice(0, at);
}

/** The ids of the licenses in an expression, with exceptions. */
export function licensesIn(expression: string): readonly string[] {
  const parsed = parseSpdx(expression);
  return parsed.ok ? sortedUnique(spdxTerms(parsed.node).map((term) => term.license)) : [];
}

/** Licenses of third-party components. */
export function usedLicenses({ policy }: Pick<EvidenceFacts, 'policy'>): readonly LicenseFact[] {
  return policy.licenses.filter(({ inUse }) => inUse);
}

/** In scope: declared, not archived, not excluded with a reason. */
export function inScope(repository: EstateRepository): boolean {
  return repository.archived !== true && repository.excluded === undefined;
}

/** The facts of those repositories alone whose names match: the declared pilot. */
export function restrictTo(facts: EvidenceFacts, isIncluded: (name: string) => boolean): EvidenceFacts {
  const repositories = facts.estate.repositories.filter((repository) => isIncluded(repository.name));
  return {
    ...facts,
    estate: { ...facts.estate, repositories },
    observations: facts.observations.filter(({ repository }) => isIncluded(repository.name)),
    notices: facts.notices.filter((notice) => isIncluded(notice.repository)),
  };
}
