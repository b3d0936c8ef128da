import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { exportParquet } from '../../io/database/export-parquet.ts';
import { storePaths } from '../../io/store/layout.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { listStore } from '../../io/store/records.ts';
import { loadSegment } from '../../io/store/segments.ts';
import { EXPORT_FORMATS, EXPORT_SHAPES, exportInventory } from '../../pipeline/export-inventory.ts';
import { inPart, parseOrgPart, selectSources, type OrgPart } from '../../pipeline/org/select-sources.ts';
import { SPEC_VERSIONS } from '../../report/cyclonedx/spec-version.ts';
import { emitAsync } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice, type Voice } from '../log.ts';
import { buildInventory } from '../org-build.ts';
import { readOrg, type OrgContext } from '../org-context.ts';
import { parseOutputs, type Output } from '../outputs.ts';
import type { OrgExportFlags } from '../program/org-documents.ts';
import { sourceDate } from '../source-date.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import { version } from '../version.ts';

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
    if (output.format === 'parquet') {
      await writeParquet(output, { org, part }, voice, terminal);
      continue;
    }
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

// The only table that a database writes better than we do; so it needs one.
async function writeParquet(
  output: Output<string>,
  { org, part }: { readonly org: OrgContext; readonly part: OrgPart },
  voice: Voice,
  terminal: Terminal,
): Promise<void> {
  if (output.file === undefined) throw new UsageError('`parquet` is not text', 'name a file: `-o parquet=FILE`');
  const { id } = await buildInventory(
    org,
    { today: judgementDate(undefined, terminal.env, new Date()), maxAgeDays: 30 },
    voice,
    terminal,
  );
  const names = part.kind === 'organization' ? undefined : inPart(org.manifest, part).map((repository) => repository.name);
  await exportParquet(storePaths.build(org.store, id), resolve(terminal.cwd, output.file), names);
}

function oneOf<T extends string>(words: readonly T[], text: string, flag: string): T {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`unknown \`${flag} ${text}\``, `one of ${words.join(', ')}`);
  return found;
}
