import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { repositoriesFromExport } from '../../inventory/manifest/from-export.ts';
import { renderManifest } from '../../inventory/manifest/render-manifest.ts';
import type { WrittenRepository } from '../../inventory/manifest/schema.ts';
import { findCheckouts } from '../../io/find-checkouts.ts';
import { shownPath } from '../../io/policy-files.ts';
import { writeOutput } from '../../io/write-output.ts';
import { plural } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { OrgInitFlags } from '../flags/org.ts';

/** Writes a manifest of the organization to start from. */
export function orgInitCommand(from: string, flags: OrgInitFlags, terminal: Terminal): ExitCode {
  const file = resolve(terminal.cwd, flags.out);
  const shown = shownPath(terminal.cwd, file);
  if (existsSync(file))
    throw new UsageError(`\`${shown}\` is there already, and stays as it is`, 'edit it, or write another one with `--out`');
  const source = resolve(terminal.cwd, from);
  const stats = statSync(source, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`\`${from}\` is not there`, 'name a folder with checkouts, or a JSON file');
  const repositories = stats.isDirectory() ? fromFolder(source, dirname(file), from) : fromFile(source, from);
  const organization = flags.organization ?? basename(stats.isDirectory() ? source : dirname(file));
  writeOutput(file, [renderManifest({ version: 1, organization, repositories: [...repositories] })]);
  terminal.out(
    `wrote ${shown} with ${plural(repositories.length, 'repository', 'repositories')}; add teams and products, then \`licet org scan\`\n`,
  );
  return EXIT.ok;
}

function fromFolder(folder: string, base: string, shown: string): readonly WrittenRepository[] {
  const found = findCheckouts(folder);
  if (found.length === 0)
    throw new UsageError(
      `there is no checkout below \`${shown}\``,
      'name the folder that holds them, or a JSON list of repositories',
    );
  return found.map((name) => ({ name, path: relative(base, resolve(folder, name)).replaceAll('\\', '/') }));
}

function fromFile(file: string, shown: string): readonly WrittenRepository[] {
  const found = repositoriesFromExport(readFileSync(file, 'utf8'));
  if (found === undefined)
    throw new UsageError(
      `\`${shown}\` is not a list of repositories`,
      'for example `gh repo list OWNER --limit 1000 --json nameWithOwner,url,isArchived,defaultBranchRef`',
    );
  return found;
}
