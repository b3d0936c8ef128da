import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ComponentGraph } from '../domain/component-graph.ts';
import type { Component } from '../domain/component.ts';
import type { InputFile } from '../domain/snapshot.ts';
import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import { licenseComponents, type LicensingContext } from '../licenses/license-components.ts';
import { enrich, withRegistries } from './enrich.ts';
import { readLicenseLock } from './read-license-lock.ts';
import type { OpenedTree, ScanServices } from './services.ts';

interface Resolution {
  readonly graph: ComponentGraph;
  readonly tree: OpenedTree;
  readonly ecosystems: readonly Ecosystem[];
  readonly ignoreLock: boolean;
  readonly statements: LicensingContext['statements'];
}

interface ResolvedLicenses {
  readonly components: readonly Component[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files of the tree that decided licenses and that no reader read. */
  readonly inputs: readonly InputFile[];
}

/** Licenses in the order of trust: the tree, the lock file of licenses, local caches, and registries where that is allowed. */
export async function resolveLicenses(
  { graph, tree, ecosystems, ignoreLock, statements }: Resolution,
  services: ScanServices,
): Promise<ResolvedLicenses> {
  services.progress.stage('licenses', graph.components.length);
  const lock = ignoreLock ? { diagnostics: [], inputs: [] } : readLicenseLock(tree.fs, graph.components);
  const { online } = services;
  const caches = online === undefined ? services.caches : withRegistries(services.caches, online);
  const context: LicensingContext = {
    fs: tree.fs,
    caches,
    ecosystems,
    projects: graph.projects,
    opener: services.openPackageFiles(tree.fs, caches),
    aliases: services.licenseAliases(),
    identifier: services.textIdentifier?.(),
    statements,
    onComponent: () => services.progress.tick(),
    onTexts: services.onPackageTexts,
    recorded: lock.recorded,
    onFacts: services.onLicenseFacts,
  };
  const offline = await licenseComponents(graph.components, context);
  const { components, diagnostics } =
    online === undefined ? offline : await enrich(offline, { graph, context, online, progress: services.progress });
  return { components, diagnostics: [...lock.diagnostics, ...diagnostics], inputs: lock.inputs };
}
