import { closest } from '../../domain/closest.ts';
import { parseSpdx, renderTerm, spdxTerms } from '../../domain/spdx-expression.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { loadLicenseKnowledge } from '../../io/license-knowledge.ts';
import { findPolicyFile } from '../../io/policy-files.ts';
import { describeLicense, type LicenseKnowledge } from '../../licenses/knowledge/describe.ts';
import type { LicenseDescription } from '../../licenses/knowledge/model.ts';
import { decideLicense, type LicenseDecision } from '../../policy/decide-license.ts';
import { renderLicensesMarkdown } from '../../report/licenses/markdown.ts';
import { renderLicensesText } from '../../report/licenses/text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFor, type PolicyInForce } from '../load-policy.ts';
import { readVoice, type Voice } from '../log.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { LicensesShowFlags } from '../flags/licenses.ts';

type Shown = LicenseDescription & { readonly policy?: { readonly file: string; readonly decisions: readonly LicenseDecision[] } };

/** Explains licenses in plain words, with the policy's decision where there is a policy. */
export function licensesShowCommand(ids: readonly string[], flags: LicensesShowFlags, terminal: Terminal): ExitCode {
  const voice = readVoice(flags, terminal);
  if (!['text', 'json', 'markdown'].includes(flags.format))
    throw new UsageError(`unknown format \`${flags.format}\``, 'one of text, json, markdown');
  const knowledge = loadLicenseKnowledge();
  const today = judgementDate(flags.today, terminal.env, new Date());
  const inForce = policyInForce(flags, today, voice, terminal);
  const terms = [...new Set(ids.flatMap((id) => termsOf(id, knowledge)))];
  const shown = terms.map((term): Shown => {
    const described = describeLicense(term, knowledge);
    if (described === undefined) throw nothingCalled(term, knowledge);
    if (inForce === undefined || described.kind === 'exception') return described;
    const { policy, categories, matrix } = inForce;
    return { ...described, policy: { file: policy.file, decisions: decideLicense(term, policy, { today, categories, matrix }) } };
  });
  if (flags.format === 'json') terminal.out(`${JSON.stringify({ schema: 'licet-licenses/1', licenses: shown }, undefined, 2)}\n`);
  else terminal.out(flags.format === 'markdown' ? renderLicensesMarkdown(shown) : renderLicensesText(shown, voice.outStyle));
  return EXIT.ok;
}

/** Without a policy file nobody's decision is shown: the built-in one is not ours. */
function policyInForce(flags: LicensesShowFlags, today: string, voice: Voice, terminal: Terminal): PolicyInForce | undefined {
  const file = flags.policy ?? findPolicyFile(terminal.cwd);
  return file === undefined ? undefined : policyFor('.', { today, file }, voice, terminal);
}

/** An id as it is, a deprecated one too; an expression is taken apart. */
function termsOf(text: string, { data }: LicenseKnowledge): readonly string[] {
  if (data.license(text) !== undefined || data.exception(text) !== undefined) return [text];
  const parsed = parseSpdx(text);
  return parsed.ok ? spdxTerms(parsed.node).map(renderTerm) : [text];
}

function nothingCalled(id: string, { data }: LicenseKnowledge): UsageError {
  const [license = id, exception] = id.split(' WITH ');
  const isException = exception !== undefined && data.license(license) !== undefined;
  const [wrong, known] = isException ? [exception, data.exceptions] : [license, data.licenses];
  const near = closest(
    wrong,
    known.map((row) => row.id),
  );
  if (/^LicenseRef-/i.test(wrong))
    return new UsageError(`\`${wrong}\` is somebody's own reference, and licet knows nothing of it`, 'a policy can classify it');
  return new UsageError(
    `no license is called \`${wrong}\``,
    near === undefined ? '`licet licenses list` lists them' : `did you mean \`${near}\`?`,
  );
}
