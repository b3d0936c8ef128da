import { isFailure } from '../../diagnostics/diagnostic.ts';
import { planDocuments, writeDocuments } from '../documents.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { logDiagnostics, readVoice } from '../log.ts';
import { runScan } from '../run-scan.ts';
import type { Terminal } from '../terminal.ts';
import type { ScanCommandFlags } from '../flags/scan.ts';

/** Inventory of one directory. Exit 3 when a file that a reader claims could not be read; the rest is written all the same. */
export async function scanCommand(path: string, flags: ScanCommandFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const plan = await planDocuments(path, flags, terminal);
  const snapshot = await runScan(path, flags, { voice, terminal });
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  await writeDocuments(snapshot, plan, voice, terminal);
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}
