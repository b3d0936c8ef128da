import type { Command } from 'commander';
import { addGlobalOptions } from './context.ts';

export function addOrgOptions(command: Command): Command {
  return addGlobalOptions(command)
    .option('--org <file>', 'manifest of the organization; default: licet.org.yaml here or above')
    .option('--store <directory>', 'where scans are kept; default: what the manifest says, else .licet-org beside it');
}

export function addBuildOptions(command: Command): Command {
  return addOrgOptions(command)
    .option('--policy <file>', 'policy that findings come from; default: licet.policy.yaml beside the manifest or above')
    .option('--today <date>', 'ages and waivers as of this day, YYYY-MM-DD')
    .option('--max-age <days>', 'a scan that is older counts as stale', '30');
}
