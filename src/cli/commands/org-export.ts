import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { listStore } from '../../io/store/records.ts';
import { loadSegment } from '../../io/store/segments.ts';
import { EXPORT_FORMATS, EXPORT_SHAPES, exportInventory } from '../../pipeline/export-inventory.ts';
import { parseOrgPart, selectSources, type OrgPart } from '../../pipeline/org/select-sources.ts';
import { SPEC_VERSIONS } from '../../report/cyclonedx/spec-version.ts';
import { writeOutput } from '../../io/write-output.ts';
import { emitAsync } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { readOrg } from '../org-context.ts';
import { parseOutputs } from '../outputs.ts';
import { sbomMetadata } from '../sbom-metadata.ts';
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
  const metadata = await sbomMetadata(org.root, flags.sbomMetadata, terminal);
  const onDocument = writerOfDocuments(flags, shape, terminal);
  for (const [index, output] of outputs.entries()) {
    const chunks = exportInventory({
      subject: part,
      sources: selectSources(org.manifest, part, facts, day),
      format: output.format,
      specVersion,
      shape,
      scanner: { name: 'licet', version: version() },
      ...(time !== undefined && { time }),
      ...(metadata && { metadata }),
      // The same for every output, so once is enough.
      ...(index === 0 && onDocument && { onDocument }),
    });
    await emitAsync(output, chunks, terminal);
  }
  if (shape === 'linked' && onDocument === undefined && !voice.quiet)
    terminal.err(`${voice.errStyle.hint('note:')} it links to a document of each repository; \`--documents DIR\` writes them\n`);
  return EXIT.ok;
}

type OnDocument = NonNullable<Parameters<typeof exportInventory>[0]['onDocument']>;

function writerOfDocuments({ documents }: OrgExportFlags, shape: string, { cwd }: Terminal): OnDocument | undefined {
  if (documents === undefined) return undefined;
  if (shape !== 'linked')
    throw new UsageError(
      `\`--documents\` writes what a linked document links to, and this one is ${shape}`,
      'add `--shape linked`',
    );
  return (repository, chunks) => writeOutput(resolve(cwd, documents, fileOf(repository)), chunks);
}

// `acme/api.cdx.json`: names with what file systems or paths take otherwise are escaped, so that no two are the same and none leads out.
function fileOf(repository: string): string {
  const names = repository
    .split('/')
    .map((name) => encodeURIComponent(name).replace(/^\.*$/, (dots) => '%2E'.repeat(dots.length)));
  return `${names.join('/')}.cdx.json`;
}

function oneOf<T extends string>(words: readonly T[], text: string, flag: string): T {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new UsageError(`unknown \`${flag} ${text}\``, `one of ${words.join(', ')}`);
  return found;
}
