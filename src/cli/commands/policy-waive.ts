import { nextWaiverId } from '../../policy/file/edit-policy.ts';
import type { ExitCode } from '../exit-codes.ts';
import { addToPolicy } from '../edit-policy.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { PolicyWaiveFlags } from '../flags/policy.ts';

/** Adds a waiver to the policy file. */
export function policyWaiveCommand(purl: string, flags: PolicyWaiveFlags, terminal: Terminal): ExitCode {
  const today = judgementDate(flags.today, terminal.env, new Date());
  const toWaiver = (text: string): Readonly<Record<string, unknown>> => ({
    id: flags.id ?? nextWaiverId(text, today),
    package: purl,
    expression: flags.expression,
    ...(flags.paths.length > 0 && { paths: flags.paths }),
    owner: flags.owner,
    reason: flags.reason,
    ...(flags.ticket !== undefined && { ticket: flags.ticket }),
    granted: today,
    expires: flags.expires,
  });
  return addToPolicy({ section: 'waivers', toItem: toWaiver, today, flags }, terminal);
}
