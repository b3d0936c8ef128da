import { createHash } from 'node:crypto';
import type { Judgement } from '../domain/finding.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Checklist } from '../evidence/checklist.ts';
import { evaluateChecklist } from '../evidence/evaluate-checklist.ts';
import { measure } from '../evidence/measure.ts';
import { sealPack, type PackFile } from '../evidence/pack.ts';
import { renderChecklistMarkdown } from '../evidence/report.ts';
import { renderCycloneDx } from '../report/cyclonedx/render.ts';
import { renderSnapshot } from '../report/snapshot.ts';

export interface EvidenceRequest {
  readonly snapshot: Snapshot;
  readonly judgement: Judgement;
  readonly checklists: readonly { readonly checklist: Checklist; readonly text: string }[];
  /** Text of the catalogue of metrics: what each number means. */
  readonly catalogue: string;
}

/** Facts and judgement -> the files of an evidence pack, sealed by a manifest of digests. */
export async function collectEvidence({ snapshot, judgement, checklists, catalogue }: EvidenceRequest): Promise<PackFile[]> {
  const open = judgement.findings.filter((finding) => finding.state === 'open');
  const metrics = measure(snapshot, {
    denied: open.filter((finding) => finding.verdict === 'deny').length,
    expiredWaivers: open.filter((finding) => finding.code === 'LIC007').length,
  });
  const evaluated = checklists.map(({ checklist }) => evaluateChecklist(checklist, metrics));
  const files: PackFile[] = [
    { path: 'inventory/snapshot.json', role: 'snapshot', mediaType: 'application/json', text: join(renderSnapshot(snapshot)) },
    {
      path: 'inventory/bom.cdx.json',
      role: 'sbom',
      mediaType: 'application/vnd.cyclonedx+json',
      text: join(await renderCycloneDx(snapshot, { format: 'json', specVersion: '1.6' })),
    },
    { path: 'policy/findings.json', role: 'findings', mediaType: 'application/json', text: json(judgement) },
    {
      path: 'metrics/metrics.json',
      role: 'metrics',
      mediaType: 'application/json',
      text: json({ schema: 'licet-metrics/1', metrics }),
    },
    { path: 'metrics/catalogue.yaml', role: 'metrics', mediaType: 'application/yaml', text: catalogue },
    ...checklists.map(({ checklist, text }) => ({
      path: `checklist/${checklist.pack}.rules.yaml`,
      role: 'rules',
      mediaType: 'application/yaml',
      text,
    })),
    ...evaluated.flatMap((checklist) => [
      { path: `checklist/${checklist.pack}.json`, role: 'checklist', mediaType: 'application/json', text: json(checklist) },
      {
        path: `reports/${checklist.pack}.md`,
        role: 'report',
        mediaType: 'text/markdown',
        text: renderChecklistMarkdown(checklist),
      },
    ]),
  ];
  return sealPack(files, {
    source: snapshot.source,
    policy: judgement.policy,
    judgedOn: judgement.judgedOn,
    complete: judgement.complete,
    rulePacks: checklists.map(({ checklist, text }) => ({
      pack: checklist.pack,
      version: checklist.version,
      sha256: sha256(text),
    })),
  });
}

function join(chunks: Iterable<string>): string {
  return [...chunks].join('');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
