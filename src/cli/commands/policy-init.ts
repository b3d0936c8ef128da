import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { builtInPolicyFile, POLICY_FILE, shownPath } from '../../io/policy-files.ts';
import { writeOutput } from '../../io/write-output.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { PolicyInitFlags } from '../flags/policy.ts';

const STARTS = ['distributed', 'saas', 'internal'] as const;
const SCHEMA = 'node_modules/licet/rules/schemas/licet-policy-1.schema.json';

/** Writes a policy to start from. */
export function policyInitCommand(directory: string, flags: PolicyInitFlags, terminal: Terminal): ExitCode {
  const start = STARTS.find((name) => name === flags.for);
  if (start === undefined) throw new UsageError(`there is no starting point \`${flags.for}\``, `one of ${STARTS.join(', ')}`);
  const file = join(resolve(terminal.cwd, directory), POLICY_FILE);
  const shown = shownPath(terminal.cwd, file);
  if (existsSync(file))
    throw new UsageError(
      `\`${shown}\` is there already, and stays as it is`,
      'edit it, or write another one in another directory',
    );
  const text = readFileSync(builtInPolicyFile(start), 'utf8')
    // the built-in files name the schema and themselves from where they lie
    .replace(/^# yaml-language-server: .*$/m, `# yaml-language-server: $schema=./${SCHEMA}`)
    .replace(/^id: .*$/m, `id: ${JSON.stringify(basename(dirname(file)))}`);
  writeOutput(file, [text]);
  terminal.out(`wrote ${shown}, a starting point for counsel to review; \`licet check\` judges by it\n`);
  return EXIT.ok;
}
