import { UsageError } from '../../domain/usage-error.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { listStore } from '../../io/store/records.ts';
import { loadSegment } from '../../io/store/segments.ts';
import { EXPORT_FORMATS, EXPORT_SHAPES, exportInventory } from '../../pipeline/export-inventory.ts';
import { parseOrgPart, selectSources, type OrgPart } from '../../pipeline/org/select-sources.ts';
import { SPEC_VERSIONS } from '../../report/cyclonedx/spec-version.ts';
import { emitAsync } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { readOrg } from '../org-context.ts';
import { parseOutputs } from '../outputs.ts';
import { sourceDate } from '../source-date.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import { version } from '../version.ts';
import type { OrgExportFlags } from '../flags/org.ts';

/** One document about many repositories. */
export async function orgExportCommand(flags: OrgExportFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const outputs = parseOutputs(flags.output.length === 0 ? ['cyclonedx-json'] : flags.output, EXPORT_FORMATS);
  const specVersion = oneOf(SPEC_VERSIONS, flags.specVersion, '--spec-version');
  const shape = oneOf(EXPORT_SHAPES, flags.shape, '--shape');
  const org = readOrg(flags, voice, terminal);
  requireStore(org.store);
  const part: OrgPart = parseOrgPart(flags.of, org.manifest);
  const facts = { ...listStore(org.store), loadSegment: (digest: string) => loadSegment(org.store, digest) };
  const day = flags.at === undefined ? undefined : judgementDate(flags.at, {}, new Date());
  const time = sourceDate(terminal.env);
  for (const output of outputs) {
    const chunks = exportInventory({
      subject: part,
      sources: selectSources(org.manifest, part, facts, day),
      format: output.format,
      specVersion,
      shape,
      scanner: { name: 'licet', version: version() },
      ...(time !== undefined && { time }),
    });
    await emitAsync(output, chunks, terminal);
  }
  return EXIT.ok;
}

function oneOf<T extends string>(words: readonly T[], text: string, flag: string): T {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`unknown \`${flag} ${text}\``, `one of ${words.join(', ')}`);
  return found;
}
