import { setTimeout } from 'node:timers/promises';
import { UsageError } from '../../domain/usage-error.ts';
import type { InventorySource } from '../../inventory/merge/source.ts';
import { uploadBom, type UploadProject } from '../../io/dependency-track/upload-bom.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { listStore } from '../../io/store/records.ts';
import { loadSegment } from '../../io/store/segments.ts';
import { exportInventory } from '../../pipeline/export-inventory.ts';
import { parseOrgPart, selectSources, type OrgPart } from '../../pipeline/org/select-sources.ts';
import { escapeControls } from '../../report/escape-controls.ts';
import { plural } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { readOrg } from '../org-context.ts';
import { readCount } from '../read-count.ts';
import { sbomMetadata } from '../sbom-metadata.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import type { OrgUploadFlags } from '../flags/org.ts';

interface Upload {
  readonly part: OrgPart;
  readonly project: UploadProject;
  readonly sources: () => Iterable<InventorySource>;
}

/** Sends SBOMs to a Dependency-Track server: a project for each repository, or one for all. Exit 3 when one was not taken. */
export async function orgUploadCommand(flags: OrgUploadFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const apiKey = terminal.env['DTRACK_API_KEY'];
  if (apiKey === undefined || apiKey === '')
    throw new UsageError(
      'there is no API key',
      'put it into the environment as DTRACK_API_KEY; it is never an argument, which others can see',
    );
  const waitMs = flags.wait === undefined ? 0 : readCount(flags.wait, '--wait') * 1000;
  const org = readOrg(flags, voice, terminal);
  requireStore(org.store);
  const metadata = await sbomMetadata(org.root, flags.sbomMetadata, terminal);
  const part = parseOrgPart(flags.of, org.manifest);
  const facts = { ...listStore(org.store), loadSegment: (digest: string) => loadSegment(org.store, digest) };
  const select = (of: OrgPart): Iterable<InventorySource> => selectSources(org.manifest, of, facts);
  const uploads: Iterable<Upload> = flags.merged === true ? [merged(part, flags, select)] : eachOf(part, flags, select);
  let [sent, failed] = [0, 0];
  for (const { part: of, project, sources } of uploads) {
    const document = (): AsyncIterable<string | Uint8Array> =>
      exportInventory({
        subject: of,
        sources: sources(),
        format: 'cyclonedx-json',
        scanner: { name: 'licet', version: version() },
        ...(metadata && { metadata }),
      });
    try {
      const { processed } = await uploadBom(
        { server: { url: flags.server, apiKey }, project, document, waitMs },
        { fetch, sleep: async (ms) => setTimeout(ms) },
      );
      sent += 1;
      if (!voice.quiet)
        terminal.err(`sent ${escapeControls(of.name)}${processed === false ? ', which the server still works on' : ''}\n`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failed += 1;
      terminal.err(`${voice.errStyle.error('error')} ${escapeControls(of.name)}: ${escapeControls(error.message)}\n`);
    }
  }
  terminal.out(`${plural(sent, 'SBOM')} sent, ${failed} failed\n`);
  return failed > 0 ? EXIT.incomplete : EXIT.ok;
}

type Select = (part: OrgPart) => Iterable<InventorySource>;

function merged(part: OrgPart, flags: OrgUploadFlags, select: Select): Upload {
  return { part, project: { name: part.name, version: flags.projectVersion, isLatest: true }, sources: () => select(part) };
}

// One version for ever: a project for each commit is what makes such servers slow.
function* eachOf(part: OrgPart, flags: OrgUploadFlags, select: Select): Generator<Upload> {
  for (const source of select(part)) {
    if (source.snapshot === undefined) continue;
    const { repository: name, team, products = [] } = source;
    const tags = [...(team === undefined ? [] : [`team:${team}`]), ...products.map((product) => `product:${product}`)];
    const project = { name, version: flags.projectVersion, isLatest: true, tags };
    yield { part: { kind: 'repository', name }, project, sources: () => [source] };
  }
}
