import type { SbomMetadata } from '../domain/sbom-metadata.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { UsageError } from '../domain/usage-error.ts';
import { onlyProduction } from '../pipeline/only-production.ts';
import { DOCUMENT_FORMATS, renderDocument } from '../pipeline/render-snapshot.ts';
import { expressionCategory } from '../policy/expression-category.ts';
import { SPEC_VERSIONS, type SpecVersion } from '../report/cyclonedx/spec-version.ts';
import { renderScanSummary } from '../report/scan-summary.ts';
import { emit } from './emit.ts';
import type { Voice } from './log.ts';
import { parseOutputs, type Output } from './outputs.ts';
import { sbomMetadata } from './sbom-metadata.ts';
import { shippedCategories } from './shipped-categories.ts';
import type { Terminal } from './terminal.ts';
import type { DocumentFlags } from './flags/shared.ts';

const FORMATS = ['summary', ...DOCUMENT_FORMATS] as const;

/** Which documents a command writes of an inventory; decoded before any work, so that a typing error costs no scan. */
export interface DocumentPlan {
  readonly outputs: readonly Output<(typeof FORMATS)[number]>[];
  readonly specVersion: SpecVersion;
  readonly only: 'production' | undefined;
  readonly metadata: SbomMetadata | undefined;
}

export async function planDocuments(path: string, flags: DocumentFlags, terminal: Terminal): Promise<DocumentPlan> {
  return {
    outputs: parseOutputs(flags.output.length === 0 ? ['summary'] : flags.output, FORMATS),
    specVersion: readSpecVersion(flags.specVersion),
    only: readOnly(flags.only),
    metadata: await sbomMetadata(path, flags.sbomMetadata, terminal),
  };
}

export async function writeDocuments(whole: Snapshot, plan: DocumentPlan, voice: Voice, terminal: Terminal): Promise<void> {
  const { outputs, specVersion, only, metadata } = plan;
  const snapshot = only === 'production' ? onlyProduction(whole) : whole;
  for (const output of outputs) {
    const { format } = output;
    const chunks =
      format === 'summary'
        ? [renderSummary(snapshot, voice)]
        : await renderDocument(snapshot, format, { specVersion, ...(metadata && { metadata }) });
    emit(output, chunks, terminal);
  }
}

function renderSummary(snapshot: Snapshot, { outStyle }: Voice): string {
  const categories = shippedCategories();
  return renderScanSummary(snapshot, { style: outStyle, categoryOf: (expression) => expressionCategory(expression, categories) });
}

function readSpecVersion(text: string): SpecVersion {
  const found = SPEC_VERSIONS.find((version) => version === text);
  if (found === undefined) throw new UsageError(`unknown CycloneDX version \`${text}\``, `one of ${SPEC_VERSIONS.join(', ')}`);
  return found;
}

function readOnly(text: string | undefined): 'production' | undefined {
  if (text === undefined || text === 'production') return text;
  throw new UsageError(`unknown \`--only ${text}\``, 'the only choice is `production`');
}
