import type { Metric } from '../../domain/metric.ts';
import type { Trend } from '../history/trend.ts';
import type { MetricDefinition } from '../metrics/catalogue.ts';
import type { EvidenceFacts } from '../metrics/facts.ts';
import type { EvaluatedChecklist } from '../states/evaluated.ts';

/** What every section of every report is made from. */
export interface ReportContext {
  readonly facts: EvidenceFacts;
  readonly pack: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly pilotMetrics?: ReadonlyMap<string, Metric>;
  readonly catalogue: ReadonlyMap<string, MetricDefinition>;
  /** Checklists that this audience asks for. */
  readonly checklists: readonly EvaluatedChecklist[];
  readonly allChecklists: readonly EvaluatedChecklist[];
  readonly trendOf: (metric: string) => Trend;
}

/** The metric, or one that says that nothing measures it. */
export function metricOf({ metrics }: ReportContext, id: string): Metric {
  return metrics.get(id) ?? { id };
}
