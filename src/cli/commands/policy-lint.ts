import { plural } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFileAt, readPolicyFile, showProblems } from '../load-policy.ts';
import { readVoice } from '../log.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { PolicyFlags } from '../flags/policy.ts';

/** Everything that is wrong or doubtful in a policy file. Exit 2 when there is an error, as `check` would. */
export function policyLintCommand(file: string | undefined, flags: PolicyFlags, terminal: Terminal): ExitCode {
  const voice = readVoice(flags, terminal);
  const name = policyFileAt(file, terminal);
  const { problems, lineOf } = readPolicyFile(name, judgementDate(flags.today, terminal.env, new Date()), terminal);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  terminal.out(showProblems(problems, { lineOf, style: voice.outStyle }));
  terminal.out(`${name}: ${plural(errors, 'error')}, ${plural(problems.length - errors, 'warning')}\n`);
  return errors > 0 ? EXIT.usage : EXIT.ok;
}
