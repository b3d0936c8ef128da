import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../domain/usage-error.ts';
import { lazyCompatibility } from '../io/compatibility-rules.ts';
import { builtInPolicyFile, findPolicyFile, policyFiles, shownPath } from '../io/policy-files.ts';
import type { LicenseCategories } from '../policy/categories.ts';
import type { CompatibilityMatrix } from '../policy/compatibility.ts';
import { loadPolicy } from '../policy/file/load-policy.ts';
import type { Policy } from '../policy/model.ts';
import type { PolicyProblem } from '../policy/problem.ts';
import { renderPolicyProblems, type PolicyProblemOptions } from '../report/policy-problems.ts';
import type { Voice } from './log.ts';
import { shippedCategories } from './shipped-categories.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_POLICY = 'distributed';
const BUILT_IN = `built-in:${DEFAULT_POLICY}.yml`;

export interface PolicyInForce {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  readonly categories: LicenseCategories;
  readonly matrix: CompatibilityMatrix;
  /** The file, absolute; `undefined` when the built-in policy judges. */
  readonly file: string | undefined;
  /** Text of the file and of all that it extends, by name. */
  readonly texts: ReadonlyMap<string, string>;
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
  const name = found === undefined ? BUILT_IN : shownPath(terminal.cwd, found);
  const read = readPolicyFile(name, options.today, terminal);
  const policy = failOnErrors(read, voice, terminal);
  const { problems, categories, matrix } = read;
  return {
    policy,
    problems,
    categories,
    matrix,
    file: found,
    texts: read.texts,
  };
}

export interface ReadPolicy {
  readonly name: string;
  readonly text: string;
  readonly policy: Policy | undefined;
  readonly problems: readonly PolicyProblem[];
  /** How many tests of its own and of what it extends were run. */
  readonly tests: number;
  readonly categories: LicenseCategories;
  readonly matrix: CompatibilityMatrix;
  readonly lineOf: (file: string, line: number) => string | undefined;
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads a policy file with all that it extends; `instead` stands in for its text when an edit is tried out. */
export function readPolicyFile(name: string, today: string, terminal: Terminal, instead?: string): ReadPolicy {
  const files = policyFiles(terminal.cwd);
  const texts = new Map<string, string>();
  const readFile = (path: string): string | undefined => {
    // a built-in policy is named for what it is: where licet is installed must not show in reports
    const file = path === BUILT_IN ? builtInPolicyFile(DEFAULT_POLICY) : path;
    const text = path === name && instead !== undefined ? instead : files.readFile(file);
    if (text !== undefined) texts.set(path, text);
    return text;
  };
  const categories = shippedCategories();
  const matrix = lazyCompatibility();
  const { policy, problems, tests } = loadPolicy(name, { ...files, readFile, categories, matrix, today });
  const lineOf = (file: string, line: number): string | undefined => texts.get(file)?.split(/\r?\n/)[line - 1];
  return { name, text: texts.get(name) ?? '', policy, problems, tests, categories, matrix, lineOf, texts };
}

/**
 * The policy, when it has no errors.
 * @throws UsageError when it has; all of them have been printed
 */
export function failOnErrors({ name, policy, problems, lineOf }: ReadPolicy, voice: Voice, terminal: Terminal): Policy {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (policy !== undefined && errors.length === 0) return policy;
  terminal.err(showProblems(problems, { lineOf, style: voice.errStyle }));
  throw new UsageError(
    `the policy file \`${name}\` has errors, so nothing was judged`,
    'fix the lines named above, or run `licet policy lint`',
  );
}

/** Problems as people read them: place, line and caret. */
export function showProblems(problems: readonly PolicyProblem[], options: PolicyProblemOptions): string {
  return renderPolicyProblems(
    problems.map(({ at, ...problem }) => ({ ...problem, ...at })),
    options,
  );
}

/** The policy file that a command is about: named, else the one here or above. */
export function policyFileAt(file: string | undefined, terminal: Terminal): string {
  const found = file === undefined ? findPolicyFile(terminal.cwd) : resolve(terminal.cwd, file);
  if (found === undefined)
    throw new UsageError('there is no licet.policy.yaml here or above', 'start one with `licet policy init`');
  return shownPath(terminal.cwd, found);
}

function directoryOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}
