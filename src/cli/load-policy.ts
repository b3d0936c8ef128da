import { dirname, resolve } from 'node:path';
import { statSync } from 'node:fs';
import { UsageError } from '../domain/usage-error.ts';
import { builtInPolicyFile, findPolicyFile, policyFiles, shownPath } from '../io/policy-files.ts';
import type { LicenseCategories } from '../policy/categories.ts';
import { loadPolicy } from '../policy/file/load-policy.ts';
import type { Policy } from '../policy/model.ts';
import type { PolicyProblem } from '../policy/problem.ts';
import { renderPolicyProblem } from '../report/findings/text.ts';
import type { Voice } from './log.ts';
import { shippedCategories } from './shipped-categories.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_POLICY = 'distributed';
const BUILT_IN = `built-in:${DEFAULT_POLICY}.yml`;

export interface PolicyInForce {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  readonly categories: LicenseCategories;
}

/**
 * The policy that judges a directory: `--policy`, else `licet.policy.yaml` there or above, else the built-in default, which is said.
 * @throws UsageError when it has errors; all of them have been printed
 */
export function policyFor(
  path: string,
  options: { file?: string; today: string },
  voice: Voice,
  terminal: Terminal,
): PolicyInForce {
  const found =
    options.file === undefined ? findPolicyFile(directoryOf(resolve(terminal.cwd, path))) : resolve(terminal.cwd, options.file);
  if (found === undefined && !voice.quiet) {
    terminal.err(
      `${voice.errStyle.hint('note:')} no licet.policy.yaml here or above, so the built-in policy \`${DEFAULT_POLICY}\` judges\n`,
    );
  }
  const categories = shippedCategories();
  const name = found === undefined ? BUILT_IN : shownPath(terminal.cwd, found);
  const files = policyFiles(terminal.cwd);
  // named for what it is: where licet is installed must not show in reports
  const readFile = (file: string): string | undefined =>
    files.readFile(file === BUILT_IN ? builtInPolicyFile(DEFAULT_POLICY) : file);
  const { policy, problems } = loadPolicy(name, { ...files, readFile, categories, today: options.today });
  if (policy !== undefined) return { policy, problems, categories };
  for (const { at, ...problem } of problems) terminal.err(renderPolicyProblem({ ...problem, ...at }, voice.errStyle));
  throw new UsageError(
    `the policy file \`${name}\` has errors, so nothing was judged`,
    'fix the lines named above, or run `licet policy lint`',
  );
}

function directoryOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}
