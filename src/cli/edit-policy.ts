import { resolve } from 'node:path';
import { UsageError } from '../domain/usage-error.ts';
import { writeOutput } from '../io/write-output.ts';
import { addPolicyItem, type EditableSection } from '../policy/file/edit-policy.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { failOnErrors, policyFileAt, readPolicyFile, showProblems } from './load-policy.ts';
import { readVoice } from './log.ts';
import type { Terminal } from './terminal.ts';
import type { PolicyEditFlags } from './flags/policy.ts';

interface PolicyEdit {
  readonly section: EditableSection;
  readonly toItem: (text: string) => Readonly<Record<string, unknown>>;
  readonly today: string;
  readonly flags: PolicyEditFlags;
}

/** Adds one item to a section of the policy file. What would not be a valid policy is not written. */
export function addToPolicy({ section, toItem, today, flags }: PolicyEdit, terminal: Terminal): ExitCode {
  const voice = readVoice(flags, terminal);
  const name = policyFileAt(flags.policy, terminal);
  const before = readPolicyFile(name, today, terminal);
  failOnErrors(before, voice, terminal);
  const item = toItem(before.text);
  const text = addPolicyItem(before.text, section, item);
  const after = readPolicyFile(name, today, terminal, text);
  const errors = after.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    terminal.err(showProblems(errors, { lineOf: after.lineOf, style: voice.errStyle }));
    throw new UsageError(`with this in \`${section}\` the policy would have errors, so \`${name}\` stays as it is`);
  }
  writeOutput(resolve(terminal.cwd, name), [text]);
  const label = section === 'waivers' ? `waiver ${String(item['id'])}` : `curation of ${String(item['package'])}`;
  terminal.out(`added ${label} to ${name}\n`);
  return EXIT.ok;
}
