import type { Verdict } from './judge.ts';
import type { ViewedLicense } from './license-view.ts';
import type { ComponentUse } from './subjects.ts';

/** What the judge said of one use, in its worst context. */
export interface JudgedUse extends ComponentUse {
  readonly verdict: Verdict;
  /** Per context, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly scope: ComponentUse['contexts'][number]['scope'];
  readonly facts: ComponentUse['contexts'][number]['facts'];
  readonly viewed: ViewedLicense;
  /** Its license in the base, when that was another one. */
  readonly was?: string | undefined;
}
