import { DIFF_FORMATS, renderDiff } from '../../report/diff/render.ts';
import { diff } from '../../pipeline/diff.ts';
import { emit } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { parseOutputs } from '../outputs.ts';
import { readBase, readSubject } from '../read-subject.ts';
import type { Terminal } from '../terminal.ts';
import type { DiffFlags } from '../flags/diff.ts';

/** What is different between two snapshots, SBOMs or git refs; without the second, the directory as it is. */
export async function diffCommand(a: string, b: string | undefined, flags: DiffFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const outputs = parseOutputs(flags.output.length === 0 ? ['text'] : flags.output, DIFF_FORMATS);
  const base = await readBase(a, flags.repo, flags, terminal);
  const head =
    b === undefined ? await readSubject(flags.repo, flags, voice, terminal) : await readBase(b, flags.repo, flags, terminal);
  const found = diff(base, head);
  for (const output of outputs) emit(output, renderDiff(found, output.format, voice.outStyle), terminal);
  return found.base.unread.length + found.head.unread.length > 0 ? EXIT.incomplete : EXIT.ok;
}
