import { renderEffectivePolicy } from '../../policy/render-policy.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { failOnErrors, policyFileAt, readPolicyFile } from '../load-policy.ts';
import { readVoice } from '../log.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { PolicyShowFlags } from '../flags/policy.ts';

/** The policy file as it stands, or merged with all that it extends. */
export function policyShowCommand(file: string | undefined, flags: PolicyShowFlags, terminal: Terminal): ExitCode {
  const voice = readVoice(flags, terminal);
  const name = policyFileAt(file, terminal);
  const read = readPolicyFile(name, judgementDate(flags.today, terminal.env, new Date()), terminal);
  if (flags.effective !== true) {
    terminal.out(read.text);
    return EXIT.ok;
  }
  terminal.out(renderEffectivePolicy(failOnErrors(read, voice, terminal)));
  return EXIT.ok;
}
