import type { Metric } from '../../domain/metric.ts';
import type { Checklist } from '../checklists/checklist.ts';
import { toCycloneDx } from '../checklists/to-cyclonedx.ts';
import { trendOf, type Trend } from '../history/trend.ts';
import { renderJson } from '../json.ts';
import type { MetricDefinition } from '../metrics/catalogue.ts';
import type { EvidenceFacts } from '../metrics/facts.ts';
import { inScope } from '../metrics/facts.ts';
import { measure, measurePilot } from '../metrics/measure.ts';
import { matchesAny } from '../registry/names.ts';
import type { Audience } from '../reports/audiences.ts';
import type { ReportContext } from '../reports/context.ts';
import { renderHtml } from '../reports/html.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import { toReport } from '../reports/report.ts';
import { claimsOf } from '../states/claims.ts';
import { evaluateChecklist } from '../states/evaluate-checklist.ts';
import type { EvaluatedChecklist } from '../states/evaluated.ts';
import { VERIFY_TEXT } from './verify-text.ts';
import { packFile, type PackFile } from './pack-file.ts';

export interface DerivationRules {
  readonly checklists: readonly Checklist[];
  readonly catalogue: ReadonlyMap<string, MetricDefinition>;
  readonly audiences: readonly Audience[];
  readonly tool: { readonly name: string; readonly version: string };
  /** Id of the pack; it depends on the inputs alone. */
  readonly pack: string;
}

export interface Derived {
  readonly files: readonly PackFile[];
  readonly metrics: readonly Metric[];
  readonly checklists: readonly EvaluatedChecklist[];
}

/** Everything that follows from the facts: the same call makes a pack and verifies one. */
export function derive(facts: EvidenceFacts, rules: DerivationRules): Derived {
  const metrics = measure(facts);
  const pilot = measurePilot(facts);
  const evaluated = evaluateAll(facts, rules, metrics, pilot);
  const context: Omit<ReportContext, 'checklists'> = {
    facts,
    pack: rules.pack,
    tool: rules.tool,
    metrics: byId(metrics),
    ...(pilot !== undefined && { pilotMetrics: byId(pilot) }),
    catalogue: rules.catalogue,
    allChecklists: evaluated,
    trendOf: trends(facts, rules, metrics),
  };
  const attestation = { organization: facts.estate.name, program: facts.registry.program, tool: rules.tool };
  const files = [
    packFile(
      'metrics/metrics.json',
      'metrics',
      renderJson({ schema: 'licet-metrics/1', judgedOn: facts.judgedOn, metrics, ...(pilot !== undefined && { pilot }) }),
    ),
    ...evaluated.flatMap((checklist) => [
      packFile(`checklists/${checklist.pack}.json`, 'checklist', renderJson(checklist)),
      packFile(`checklists/${checklist.pack}.cdx.json`, 'attestations', renderJson(toCycloneDx(checklist, attestation))),
    ]),
    ...rules.audiences.flatMap((audience) => {
      const report = toReport(audience, context);
      return [
        packFile(`reports/${audience.id}.md`, 'report', renderMarkdown(report), [audience.id]),
        packFile(`reports/${audience.id}.html`, 'report', renderHtml(report), [audience.id]),
      ];
    }),
    packFile('VERIFY.md', 'instructions', VERIFY_TEXT),
  ];
  return { files, metrics, checklists: evaluated };
}

function evaluateAll(
  facts: EvidenceFacts,
  rules: DerivationRules,
  metrics: readonly Metric[],
  pilotMetrics: readonly Metric[] | undefined,
): EvaluatedChecklist[] {
  const { pilot } = facts.registry;
  const scope = facts.estate.repositories.filter(inScope);
  const common = {
    registry: facts.registry,
    files: facts.files,
    judgedOn: facts.judgedOn,
    links: facts.links,
    metrics: byId(metrics),
    claims: claimsOf(facts.registry),
    trendOf: trends(facts, rules, metrics),
    snapshots: facts.history.length + 1,
    ...(pilot !== undefined &&
      pilotMetrics !== undefined && {
        pilot: {
          title: pilot.title,
          owner: pilot.owner,
          repositories: scope.filter(({ name }) => matchesAny(pilot.repositories, name)).length,
          of: scope.length,
          metrics: byId(pilotMetrics),
        },
      }),
  };
  return rules.checklists.map((checklist) => evaluateChecklist(checklist, common));
}

function trends(facts: EvidenceFacts, rules: DerivationRules, metrics: readonly Metric[]): (id: string) => Trend {
  const days = { ...facts, policySha256: facts.policy.sha256, metrics };
  return (id) => trendOf(id, days, rules.catalogue.get(id)?.better === 'lower');
}

function byId(metrics: readonly Metric[]): ReadonlyMap<string, Metric> {
  return new Map(metrics.map((metric) => [metric.id, metric]));
}
