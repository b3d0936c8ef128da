import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import type { ExitCode } from '../exit-codes.ts';
import { addToPolicy } from '../edit-policy.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { PolicyCurateFlags } from '../flags/policy.ts';

/** Adds a curation to the policy file, bound to the digests of the files that were read for it. */
export function policyCurateCommand(purl: string, flags: PolicyCurateFlags, terminal: Terminal): ExitCode {
  if (flags.file.length === 0 && flags.evidence === undefined)
    throw new UsageError('a curation needs evidence', 'name a license file with `--file`, or a page with `--evidence`');
  const files = flags.file.map((text) => toBoundFile(text, terminal.cwd));
  const item = {
    package: purl,
    expression: flags.expression,
    ...(files.length > 0 && { files }),
    by: flags.by,
    ...(flags.evidence !== undefined && { evidence: flags.evidence }),
  };
  const today = judgementDate(flags.today, terminal.env, new Date());
  return addToPolicy({ section: 'curations', toItem: () => item, today, flags }, terminal);
}

// `LICENSE=node_modules/x/LICENSE`: the name below the package, and where it lies here.
function toBoundFile(text: string, cwd: string): { readonly path: string; readonly sha256: string } {
  const equals = text.indexOf('=');
  const file = equals === -1 ? text : text.slice(equals + 1);
  try {
    const sha256 = createHash('sha256')
      .update(readFileSync(resolve(cwd, file)))
      .digest('hex');
    return { path: equals === -1 ? basename(file) : text.slice(0, equals), sha256 };
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UsageError(`cannot read \`${file}\` (${String(error.code)})`);
    throw error;
  }
}
