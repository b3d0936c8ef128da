import type { ComponentId } from '../domain/component.ts';
import type { Notice } from '../domain/notice.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { buildNotice } from '../evidence/notice/build.ts';
import type { NoticeTools, OwnTexts } from '../evidence/notice/tools.ts';
import type { LicenseData } from '../licenses/license-data.ts';
import { hasSameText } from '../licenses/same-terms.ts';
import { textKey, withoutCopyrightLines } from '../licenses/text-body.ts';
import { evaluate, type EvaluateOptions } from '../policy/evaluate.ts';
import type { Policy } from '../policy/model.ts';

export interface NoticeInput {
  readonly snapshot: Snapshot;
  readonly texts: ReadonlyMap<ComponentId, OwnTexts>;
  readonly projects: ReadonlySet<string>;
  readonly scopes: 'shipped' | 'all';
  readonly policy: Policy;
  readonly evaluation: EvaluateOptions;
  readonly licenseData: LicenseData;
  readonly standardText: (license: string) => string | undefined;
}

/** Facts and policy -> the attribution document: the policy decides which branch of an OR is taken. */
export function makeNotice({ snapshot, policy, evaluation, licenseData, standardText, ...rest }: NoticeInput): Notice {
  const { findings } = evaluate(snapshot, policy, { ...evaluation, always: () => true });
  const tools: NoticeTools = {
    standardText,
    sameText: hasSameText,
    withoutCopyrightLines,
    textKey,
    sourceDutyOf: (term) => sourceDutyOf(term, licenseData),
  };
  return buildNotice({
    ...rest,
    snapshot,
    findings,
    policy: {
      file: policy.file,
      ...(policy.id !== undefined && { id: policy.id }),
      ...(policy.revision !== undefined && { revision: policy.revision }),
    },
    tools,
  });
}

function sourceDutyOf(term: string, data: LicenseData): ReturnType<NoticeTools['sourceDutyOf']> {
  const [license = term, exception] = term.split(' WITH ');
  const row = data.license(license.replace(/\+$/, ''));
  if (row === undefined || row.copyleftScope === 'none') return undefined;
  const reduces = exception === undefined ? undefined : data.exception(exception)?.reduces;
  const reach = reduces?.from.includes(row.category) === true ? reduces.copyleftScope : row.copyleftScope;
  return reach === 'none' ? undefined : { reach, network: row.triggers.includes('network') };
}
