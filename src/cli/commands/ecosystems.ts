import { UsageError } from '../../domain/usage-error.ts';
import { loadEcosystems } from '../../ecosystems/list.ts';
import { renderEcosystemJson, renderEcosystemMarkdown, renderEcosystemTable } from '../../report/ecosystems.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { EcosystemsFlags } from '../flags/ecosystems.ts';

const RENDERERS: Readonly<Record<string, typeof renderEcosystemTable>> = {
  table: renderEcosystemTable,
  markdown: renderEcosystemMarkdown,
  json: renderEcosystemJson,
};

export async function ecosystemsCommand(flags: EcosystemsFlags, terminal: Terminal): Promise<ExitCode> {
  const render = Object.hasOwn(RENDERERS, flags.format) ? RENDERERS[flags.format] : undefined;
  if (render === undefined)
    throw new UsageError(`unknown format \`${flags.format}\``, `one of ${Object.keys(RENDERERS).join(', ')}`);
  terminal.out(render(await loadEcosystems()));
  return EXIT.ok;
}
