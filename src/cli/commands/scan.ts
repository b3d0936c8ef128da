import { isFailure } from '../../diagnostics/diagnostic.ts';
import { UsageError } from '../../domain/usage-error.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { renderCycloneDx } from '../../report/cyclonedx/render.ts';
import { SPEC_VERSIONS, type SpecVersion } from '../../report/cyclonedx/spec-version.ts';
import { renderScanSummary } from '../../report/scan-summary.ts';
import { renderSnapshot } from '../../report/snapshot.ts';
import { expressionCategory } from '../../policy/expression-category.ts';
import { emit } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { logDiagnostics, readVoice, type Voice } from '../log.ts';
import { parseOutputs } from '../outputs.ts';
import type { ScanCommandFlags } from '../program/scan.ts';
import { runScan } from '../run-scan.ts';
import { shippedCategories } from '../shipped-categories.ts';
import type { Terminal } from '../terminal.ts';

const FORMATS = ['summary', 'cyclonedx-json', 'cyclonedx-xml', 'snapshot'] as const;

type Format = (typeof FORMATS)[number];

/** Inventory of one directory. Exit 3 when a file that a reader claims could not be read; the rest is written all the same. */
export async function scanCommand(path: string, flags: ScanCommandFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const outputs = parseOutputs(flags.output.length === 0 ? ['summary'] : flags.output, FORMATS);
  const specVersion = readSpecVersion(flags.specVersion);
  const snapshot = await runScan(path, flags, { voice, terminal });
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  for (const output of outputs) emit(output, await render(snapshot, output.format, specVersion, voice), terminal);
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}

async function render(snapshot: Snapshot, format: Format, specVersion: SpecVersion, voice: Voice): Promise<Iterable<string>> {
  switch (format) {
    case 'summary':
      return [renderSummary(snapshot, voice)];
    case 'snapshot':
      return renderSnapshot(snapshot);
    case 'cyclonedx-json':
      return renderCycloneDx(snapshot, { format: 'json', specVersion });
    case 'cyclonedx-xml':
      return renderCycloneDx(snapshot, { format: 'xml', specVersion });
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
