import { UsageError } from '../../domain/usage-error.ts';
import { readPack, UnreadablePack, type PackContents, type ReadPack } from '../../pipeline/evidence/read-pack.ts';

/** A pack's facts and rules. @throws UsageError that says what is wrong with it */
export async function readPackOrExplain(contents: PackContents, shown: string): Promise<ReadPack> {
  try {
    return await readPack(contents);
  } catch (error) {
    if (!(error instanceof UnreadablePack)) throw error;
    throw new UsageError(
      `\`${shown}\` is not an evidence pack that can be read: ${error.message.split('\n')[0] ?? ''}`,
      `see \`licet evidence verify ${shown}\``,
    );
  }
}
