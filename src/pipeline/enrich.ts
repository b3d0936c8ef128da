import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ComponentGraph, UnlicensedComponent } from '../domain/component-graph.ts';
import type { ReadOnlyCaches } from '../domain/read-only-fs.ts';
import { questionsOf } from '../licenses/ask-online.ts';
import { licenseComponents, type LicensedComponents, type LicensingContext } from '../licenses/license-components.ts';
import type { OnlineLookup, Progress } from './services.ts';

interface Enrichment {
  readonly graph: ComponentGraph;
  readonly context: LicensingContext;
  readonly online: OnlineLookup;
  readonly progress: Progress;
}

/**
 * Asks registries about what is not known otherwise, and resolves the licenses of those components once more: first by what the
 * registries say, then, where that was not understood, by the files of the packages.
 */
export async function enrich(licensed: LicensedComponents, enrichment: Enrichment): Promise<LicensedComponents> {
  const { withheld } = questionsOf(licensed.components, enrichment.graph.projects);
  const told = await askOnce(licensed, enrichment, false);
  const looked = await askOnce(told, { ...enrichment, graph: { ...enrichment.graph, components: told.asked } }, true);
  return { components: looked.components, diagnostics: [...looked.diagnostics, ...describeWithheld(withheld.length)] };
}

interface Asked extends LicensedComponents {
  /** The components with the claims that were learned. */
  readonly asked: readonly UnlicensedComponent[];
}

async function askOnce(
  licensed: LicensedComponents,
  { graph, context, online, progress }: Enrichment,
  files: boolean,
): Promise<Asked> {
  const { asked } = questionsOf(licensed.components, graph.projects);
  if (asked.length === 0) return { ...licensed, asked: graph.components };
  progress.stage(files ? 'registries, files' : 'registries', asked.length);
  const { answers, diagnostics } = await online.ask(asked, { files, onAnswer: () => progress.tick() });
  const components = graph.components.map((component) => {
    const { claims = [], places = [] } = answers.get(component.id) ?? {};
    return { ...component, licenses: [...component.licenses, ...claims], installed: [...component.installed, ...places] };
  });
  const again = components.filter(({ id }) => answers.has(id));
  const answered = await licenseComponents(again, { ...context, onComponent: () => undefined });
  const byId = new Map(answered.components.map((component) => [component.id, component]));
  return {
    asked: components,
    components: licensed.components.map((component) => byId.get(component.id) ?? component),
    diagnostics: [...licensed.diagnostics, ...answered.diagnostics, ...diagnostics],
  };
}

function describeWithheld(count: number): Diagnostic[] {
  if (count === 0) return [];
  const what = count === 1 ? '1 package whose name may be private' : `${count} packages whose names may be private`;
  return [diagnostic('registry-not-asked', `no registry was asked about ${what}`)];
}

/** The local caches, and what the registries sent. */
export function withRegistries(caches: ReadOnlyCaches, online: OnlineLookup): ReadOnlyCaches {
  return { get: (name) => (name.startsWith('registry:') ? online.files(name) : caches.get(name)) };
}
