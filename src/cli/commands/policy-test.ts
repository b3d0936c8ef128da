import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { CaseProblem } from '../../policy/cases/fields.ts';
import { runCases, type CaseResult } from '../../policy/cases/run-cases.ts';
import { escapeControls } from '../../report/escape-controls.ts';
import type { Style } from '../../report/style.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { failOnErrors, policyFileAt, readPolicyFile, showProblems } from '../load-policy.ts';
import { readVoice } from '../log.ts';
import { shippedCategories } from '../shipped-categories.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { PolicyTestFlags } from '../flags/policy.ts';

/** Runs the tests of a policy file, or a file of cases; the last line counts. Exit 2 when one fails. */
export function policyTestCommand(file: string | undefined, flags: PolicyTestFlags, terminal: Terminal): ExitCode {
  const voice = readVoice(flags, terminal);
  const today = judgementDate(flags.today, terminal.env, new Date());
  if (flags.cases !== undefined) {
    const results = runCaseFile(resolve(terminal.cwd, flags.cases), flags.cases, today);
    for (const result of results) if (!result.passed) terminal.out(renderCase(result, voice.outStyle));
    return close(results.length, results.filter((result) => !result.passed).length, terminal);
  }
  const read = readPolicyFile(policyFileAt(file, terminal), today, terminal);
  const failed = read.problems.filter((problem) => problem.code === 'POL011');
  if (read.problems.some((problem) => problem.severity === 'error' && problem.code !== 'POL011'))
    failOnErrors(read, voice, terminal);
  terminal.out(showProblems(failed, { lineOf: read.lineOf, style: voice.outStyle }));
  return close(read.tests, failed.length, terminal);
}

function runCaseFile(path: string, shown: string, today: string): readonly CaseResult[] {
  try {
    return runCases(JSON.parse(readFileSync(path, 'utf8')), { today, categories: shippedCategories() });
  } catch (error) {
    if (error instanceof CaseProblem || error instanceof SyntaxError)
      throw new UsageError(`\`${shown}\` is not a file of cases: ${error.message}`);
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`\`${shown}\` cannot be read (${String(error.code)})`, 'name a JSON file with cases');
    throw error;
  }
}

function renderCase({ id, group, differences, why }: CaseResult, style: Style): string {
  const lines = [...differences, ...(why === undefined ? [] : [`why: ${why}`])];
  return `${style.error('failed')} ${escapeControls(`${id}${group === '' ? '' : ` (${group})`}`)}\n${lines.map((line) => `  ${escapeControls(line)}\n`).join('')}`;
}

function close(total: number, failed: number, terminal: Terminal): ExitCode {
  terminal.out(`${total - failed} passed, ${failed} failed\n`);
  return failed > 0 ? EXIT.usage : EXIT.ok;
}
