import { requireStore } from '../../io/store/open-store.ts';
import { formatCount } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { buildInventory, readBuildRequest } from '../org-build.ts';
import { readOrg } from '../org-context.ts';
import type { Terminal } from '../terminal.ts';
import type { OrgBuildFlags } from '../flags/org.ts';

/** Builds the database of the inventory from the store. */
export async function orgBuildCommand(flags: OrgBuildFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const org = readOrg(flags, voice, terminal);
  requireStore(org.store);
  const request = readBuildRequest(flags, terminal);
  const { rows } = await buildInventory(org, request, voice, terminal);
  terminal.out(`the inventory holds ${formatCount(rows)} rows, as of ${request.today}\n`);
  return EXIT.ok;
}
