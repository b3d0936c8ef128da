import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { loadEcosystems } from '../../ecosystems/list.ts';
import { fileChunks } from '../../io/file-chunks.ts';
import { loadLicenseAliases } from '../../io/license-rules.ts';
import { scannerDigest } from '../../io/scanner-digest.ts';
import { openStore } from '../../io/store/open-store.ts';
import { importSbom } from '../../pipeline/org/import-sbom.ts';
import { readSbom } from '../../pipeline/read-sbom.ts';
import { escapeControls } from '../../report/escape-controls.ts';
import { formatCount, plural } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { buildWhenPossible } from '../org-build.ts';
import { readOrg } from '../org-context.ts';
import { repositoryServices } from '../repository-services.ts';
import { sourceDate } from '../source-date.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import { version } from '../version.ts';
import type { OrgImportFlags } from '../flags/org.ts';
import { lazyTextIdentifier } from '../lazy-text-identifier.ts';

/** Takes SBOMs of others into the store. Exit 3 when one could not be read; the others are kept. */
export async function orgImportCommand(files: readonly string[], flags: OrgImportFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const org = readOrg(flags, voice, terminal);
  const day = flags.date === undefined ? undefined : judgementDate(flags.date, {}, new Date());
  openStore(org.store, Date.now());
  const date = sourceDate(terminal.env);
  const services = await repositoryServices({
    store: org.store,
    cwd: terminal.cwd,
    ...(date !== undefined && { sourceDate: date }),
  });
  const scanner = scannerDigest(version(), await loadEcosystems());
  const listed = new Set(org.manifest.repositories.map((repository) => repository.name));
  let [kept, failed] = [0, 0];
  for (const file of files) {
    const full = resolve(terminal.cwd, file);
    if (statSync(full, { throwIfNoEntry: false })?.isFile() !== true)
      throw new UsageError(`\`${file}\` is not a file`, 'name files with SBOMs');
    const read = await readSbom(
      { name: basename(full), chunks: fileChunks(full) },
      {
        scanner: { name: 'licet', version: version() },
        licenseAliases: loadLicenseAliases,
        textIdentifier: lazyTextIdentifier(),
      },
    );
    if (read.snapshot === undefined) {
      failed += 1;
      const [problem] = read.diagnostics;
      terminal.err(
        `${voice.errStyle.error('error')} ${escapeControls(file)}:${problem?.line ?? 1}: ${escapeControls(problem?.message ?? '')}\n`,
      );
      continue;
    }
    const { snapshot, lost } = read;
    const repository = flags.repository ?? snapshot.source.name;
    const sha256 = snapshot.inputs.find((input) => input.ecosystem === 'sbom')?.sha256 ?? snapshot.source.treeDigest;
    const document = {
      repository,
      file: basename(full),
      sha256,
      format: `${read.format} ${read.specVersion}`,
      snapshot,
      lost,
      scanner,
    };
    const { record, isNew } = await importSbom({ ...document, ...(day !== undefined && { date: day }) }, services);
    if (isNew) kept += 1;
    terminal.out(
      `${escapeControls(file)}: ${read.format} ${read.specVersion} of ${escapeControls(repository)}, ${plural(record.counts.components, 'component')}${isNew ? '' : ', known already'}\n`,
    );
    if (!voice.quiet) {
      if (lost.length > 0)
        terminal.err(
          `  not kept: ${lost.map(({ what, count }) => `${formatCount(count)} ${escapeControls(what)}`).join(', ')}\n`,
        );
      if (!listed.has(repository))
        terminal.err(
          `  ${voice.errStyle.hint('note:')} \`${escapeControls(repository)}\` is not in ${org.shown}; name the one that it is of with \`--repository\`\n`,
        );
    }
  }
  if (kept > 0 && flags.build) await buildWhenPossible(org, flags, voice, terminal);
  return failed > 0 ? EXIT.incomplete : EXIT.ok;
}
