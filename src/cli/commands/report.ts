import { isFailure } from '../../diagnostics/diagnostic.ts';
import { planDocuments, writeDocuments } from '../documents.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { readInventoryFile } from '../read-subject.ts';
import type { Terminal } from '../terminal.ts';
import type { ReportFlags } from '../flags/report.ts';

/** A saved snapshot, or anybody's SBOM, in any format of `scan`; nothing is scanned. */
export async function reportCommand(file: string, flags: ReportFlags, terminal: Terminal): Promise<ExitCode> {
  const plan = await planDocuments(file, flags, terminal);
  const snapshot = await readInventoryFile(file, terminal);
  await writeDocuments(snapshot, plan, readVoice(flags, terminal), terminal);
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}
