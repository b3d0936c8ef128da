import { isFailure } from '../../diagnostics/diagnostic.ts';
import { UsageError } from '../../domain/usage-error.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { DOCUMENT_FORMATS, renderDocument } from '../../pipeline/render-snapshot.ts';
import { SPEC_VERSIONS, type SpecVersion } from '../../report/cyclonedx/spec-version.ts';
import { onlyProduction } from '../../pipeline/only-production.ts';
import { renderScanSummary } from '../../report/scan-summary.ts';
import { expressionCategory } from '../../policy/expression-category.ts';
import { emit } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { logDiagnostics, readVoice, type Voice } from '../log.ts';
import { parseOutputs } from '../outputs.ts';
import type { ScanCommandFlags } from '../program/scan.ts';
import { runScan } from '../run-scan.ts';
import { sbomMetadata } from '../sbom-metadata.ts';
import { shippedCategories } from '../shipped-categories.ts';
import type { Terminal } from '../terminal.ts';

const FORMATS = ['summary', ...DOCUMENT_FORMATS] as const;

/** Inventory of one directory. Exit 3 when a file that a reader claims could not be read; the rest is written all the same. */
export async function scanCommand(path: string, flags: ScanCommandFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const outputs = parseOutputs(flags.output.length === 0 ? ['summary'] : flags.output, FORMATS);
  const specVersion = readSpecVersion(flags.specVersion);
  const only = readOnly(flags.only);
  const metadata = await sbomMetadata(path, flags.sbomMetadata, terminal);
  const whole = await runScan(path, flags, { voice, terminal });
  const snapshot = only === 'production' ? onlyProduction(whole) : whole;
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  for (const output of outputs) {
    const { format } = output;
    const chunks =
      format === 'summary'
        ? [renderSummary(snapshot, voice)]
        : await renderDocument(snapshot, format, { specVersion, ...(metadata && { metadata }) });
    emit(output, chunks, terminal);
  }
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
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

/** `--only`: the one thing that outputs can be limited to. */
function readOnly(text: string | undefined): 'production' | undefined {
  if (text === undefined || text === 'production') return text;
  throw new UsageError(`unknown \`--only ${text}\``, 'the only choice is `production`');
}
